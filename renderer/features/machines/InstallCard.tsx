import type { ReactElement } from 'react';
import type { OfficeState } from '../../../contract/control-api.ts';
import type { InstallView } from '../../../contract/control-machines.ts';
import { useMachineCalls } from '../../data/machine-calls.ts';
import { useCall } from '../../data/use-call.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { installName, installNow, installProgress } from './install-words.ts';

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
  const details = (
    <button
      type="button"
      className="btn small"
      aria-label={`Details of the installation on ${name}`}
      onClick={onDetails}
    >
      Details
    </button>
  );
  return (
    <li className={`add ${install.state === 'failed' ? 'add-failed' : ''}`}>
      <Icon name="pc" size={20} />
      <div className="grow">
        <div className="strong trunc">{name}</div>
        <What install={install} />
        {running && <Progress label={`Installation on ${name}`} value={installProgress(install)} />}
        {act.problem && <div className="small bad">{act.problem.message}</div>}
      </div>
      {install.state !== 'done' && details}
      <button
        type="button"
        className="btn small quiet"
        disabled={act.running}
        aria-label={running ? `Cancel the installation on ${name}` : `Dismiss ${name}`}
        onClick={() =>
          act.start((signal) =>
            running ? calls.cancelInstall(install.id, signal) : calls.dismissInstall(install.id, signal),
          )
        }
      >
        {running ? 'Cancel' : 'Dismiss'}
      </button>
    </li>
  );
}

function What({ install }: { readonly install: InstallView }): ReactElement {
  const { state, problem } = install;
  if (state === 'running') return <div className="small ink2">{installNow(install)}</div>;
  if (state === 'done') {
    return (
      <div className="small row">
        <Icon name="check" className="ok" />
        Installed, part of the office
      </div>
    );
  }
  if (state === 'cancelled') return <div className="small ink2">Stopped by you; it was undone</div>;
  return (
    <div className="small">
      <span className="bad problem-word">
        <Icon name="state-lost" />
        Not added.
      </span>{' '}
      {problem?.message} <span className="ink2">{problem?.effect}</span>
    </div>
  );
}
