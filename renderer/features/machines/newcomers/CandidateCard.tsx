import type { ReactElement } from 'react';
import type { CandidateView } from '../../../../contract/control-machines.ts';
import { retell } from '../../../../words/retell.ts';
import { t } from '../../../../words/words.ts';
import { useMachineCalls } from '../../../data/machines/machine-calls.ts';
import { useCall } from '../../../data/client/use-call.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { CommandButton } from './CommandButton.tsx';
import { candidateFacts, candidatePromise } from './newcomer-words.ts';
import { NewcomerCard } from './NewcomerCard.tsx';

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
  const acts = (
    <>
      {ssh ? (
        <button
          type="button"
          className="btn small"
          aria-label={t('Install on {{name}}…', { name })}
          onClick={onInstall}
        >
          {t('Install…')}
        </button>
      ) : (
        <CommandButton name={name} onClick={onCommand} />
      )}
      <button
        type="button"
        className="btn small quiet icon"
        aria-label={t('Do not show {{name}}', { name })}
        title={t('Do not show it until it is heard anew')}
        disabled={dismiss.running}
        onClick={() => dismiss.start((signal) => calls.dismissCandidate(id, signal))}
      >
        <Icon name="close" />
      </button>
    </>
  );
  return (
    <NewcomerCard name={name} acts={acts}>
      <div className="small ink2">
        {candidateFacts(candidate)} {candidatePromise(candidate)}
      </div>
      {dismiss.problem && <div className="small bad">{retell(dismiss.problem.message)}</div>}
    </NewcomerCard>
  );
}
