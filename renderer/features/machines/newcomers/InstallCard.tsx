import type { ReactElement } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import type { InstallView } from '../../../../contract/control-machines.ts';
import { retell } from '../../../../words/retell.ts';
import { t } from '../../../../words/words.ts';
import { useMachineCalls } from '../../../data/machines/machine-calls.ts';
import { useCall } from '../../../data/client/use-call.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { Progress } from '../../../ui/note/Progress.tsx';
import { installName, installNow, installProgress } from './install-words.ts';
import { NewcomerCard } from './NewcomerCard.tsx';

interface Props {
  readonly install: InstallView;
  readonly state: OfficeState;
  readonly onDetails: () => void;
}

/** An installation that runs, or what became of it until somebody has read it. */
export function InstallCard({ install, state, onDetails }: Props): ReactElement {
  const calls = useMachineCalls();
  const act = useCall();
  const name = installName(install, state);
  const running = install.state === 'running';
  const acts = (
    <>
      {install.state !== 'done' && (
        <button
          type="button"
          className="btn small"
          aria-label={t('Details of the installation on {{name}}', { name })}
          onClick={onDetails}
        >
          {t('Details')}
        </button>
      )}
      <button
        type="button"
        className="btn small quiet"
        disabled={act.running}
        aria-label={running ? t('Cancel the installation on {{name}}', { name }) : t('Dismiss {{name}}', { name })}
        onClick={() =>
          act.start((signal) =>
            running ? calls.cancelInstall(install.id, signal) : calls.dismissInstall(install.id, signal),
          )
        }
      >
        {running ? t('Cancel') : t('Dismiss')}
      </button>
    </>
  );
  return (
    <NewcomerCard name={name} acts={acts} failed={install.state === 'failed'}>
      <Outcome install={install} />
      {running && <Progress label={t('Installation on {{name}}', { name })} value={installProgress(install)} />}
      {act.problem && <div className="small bad">{retell(act.problem.message)}</div>}
    </NewcomerCard>
  );
}

/** How far it is, or how it ended. */
function Outcome({ install }: { readonly install: InstallView }): ReactElement {
  const { state, problem } = install;
  if (state === 'running') return <div className="small ink2">{installNow(install)}</div>;
  if (state === 'done') {
    return (
      <div className="small row">
        <Icon name="check" className="ok" />
        {t('Installed, part of the office')}
      </div>
    );
  }
  if (state === 'cancelled') return <div className="small ink2">{t('Stopped by you; it was undone')}</div>;
  return (
    <div className="small">
      <span className="bad problem-word">
        <Icon name="state-lost" />
        {t('Not added.')}
      </span>{' '}
      {retell(problem?.message ?? '')} <span className="ink2">{retell(problem?.effect ?? '')}</span>
    </div>
  );
}
