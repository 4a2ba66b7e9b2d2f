import type { ReactElement } from 'react';
import type { CandidateView } from '../../../contract/control-machines.ts';
import { useMachineCalls } from '../../data/machine-calls.ts';
import { useCall } from '../../data/use-call.ts';
import { Icon } from '../../ui/Icon.tsx';
import { candidateFacts, candidatePromise } from './newcomer-words.ts';

interface Props {
  readonly candidate: CandidateView;
  readonly onInstall: () => void;
  readonly onCommand: () => void;
}

/** A PC that was heard, and how it could come in. */
export function CandidateCard({ candidate, onInstall, onCommand }: Props): ReactElement {
  const calls = useMachineCalls();
  const dismiss = useCall();
  const { id, name, ssh } = candidate;
  return (
    <li className="add">
      <Icon name="pc" size={20} />
      <div className="grow">
        <div className="strong trunc">{name}</div>
        <div className="small ink2">
          {candidateFacts(candidate)} {candidatePromise(candidate)}
        </div>
        {dismiss.problem && <div className="small bad">{dismiss.problem.message}</div>}
      </div>
      {ssh ? (
        <button type="button" className="btn small" aria-label={`Install on ${name}…`} onClick={onInstall}>
          Install…
        </button>
      ) : (
        <button type="button" className="btn small" aria-label={`Show command for ${name}`} onClick={onCommand}>
          Show command
        </button>
      )}
      <button
        type="button"
        className="btn small quiet icon"
        aria-label={`Do not show ${name}`}
        title="Do not show it until it is heard anew"
        disabled={dismiss.running}
        onClick={() => dismiss.start((signal) => calls.dismissCandidate(id, signal))}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}
