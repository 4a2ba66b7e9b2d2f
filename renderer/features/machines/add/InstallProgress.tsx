import type { ReactElement } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import type { InstallView } from '../../../../contract/control-machines.ts';
import { t } from '../../../../words/words.ts';
import { useMachineCalls } from '../../../data/machines/machine-calls.ts';
import { useCall } from '../../../data/client/use-call.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { ProblemNote } from '../../../ui/note/ProblemNote.tsx';
import { installName, installNow } from '../newcomers/install-words.ts';
import { InstallSteps } from './InstallSteps.tsx';

interface Props {
  readonly install: InstallView;
  readonly state: OfficeState;
  readonly onClose: () => void;
  readonly onAgain: () => void;
}

/** An installation that runs or ended: its steps, and what to do next. */
export function InstallProgress({ install, state, onClose, onAgain }: Props): ReactElement {
  const calls = useMachineCalls();
  const act = useCall();
  const name = installName(install, state);
  const machine = state.machines.find(({ id }) => id === install.machineId);
  const undone = install.steps.some((step) => step.state === 'undone');
  const dismiss = (then: () => void): void =>
    act.start(async (signal) => {
      await calls.dismissInstall(install.id, signal);
      then();
    });
  return (
    <>
      <div className="in-b">
        <p className="row">
          <Outcome state={install.state} />
          <span className="strong" aria-live="polite">
            {sentence(install, machine?.name ?? name)}
          </span>
        </p>
        <InstallSteps steps={install.steps} />
        <ProblemNote problem={install.problem} />
        {install.state === 'cancelled' && undone && (
          <p className="small ink2 add-wait">{t('What had been done on {{name}} was taken away again.', { name })}</p>
        )}
        <ProblemNote problem={act.problem} />
      </div>
      <footer>
        {install.state === 'running' ? (
          <>
            <button
              type="button"
              className="btn danger"
              disabled={act.running}
              onClick={() => act.start((signal) => calls.cancelInstall(install.id, signal))}
            >
              {t('Stop and undo')}
            </button>
            <span className="small ink3 grow r">{t('It goes on when this is closed.')}</span>
            <button type="button" className="btn primary" onClick={onClose}>
              {t('Close')}
            </button>
          </>
        ) : (
          <>
            <span className="grow" />
            {install.state !== 'done' && (
              <button type="button" className="btn" onClick={() => dismiss(onClose)}>
                {t('Dismiss')}
              </button>
            )}
            <button
              type="button"
              className="btn primary"
              onClick={() => (install.state === 'done' ? onClose() : dismiss(onAgain))}
            >
              {install.state === 'done' ? t('Close') : t('Try again')}
            </button>
          </>
        )}
      </footer>
    </>
  );
}

const Outcome = ({ state }: { readonly state: InstallView['state'] }): ReactElement | null => {
  if (state === 'done') return <Icon name="check" className="ok" />;
  if (state === 'failed') return <Icon name="state-lost" className="bad" />;
  return state === 'cancelled' ? <Icon name="stop" className="ink2" /> : null;
};

function sentence(install: InstallView, name: string): string {
  switch (install.state) {
    case 'done':
      return t('{{name}} is part of the office', { name });
    case 'failed':
      return t('{{name}} was not added', { name });
    case 'cancelled':
      return t('The installation on {{name}} was stopped', { name });
    case 'running':
      return `${name}: ${installNow(install)}`;
  }
}
