import type { ReactElement } from 'react';
import type { CandidateView } from '../../../contract/control-machines.ts';
import { t } from '../../../words/words.ts';
import { CommandButton } from '../machines/newcomers/CommandButton.tsx';
import { candidateFacts } from '../machines/newcomers/newcomer-words.ts';

interface Props {
  readonly candidate: CandidateView;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
  readonly onCommand: () => void;
}

/** A PC that answered: chosen where it takes SSH, with a command where it does not. */
export function CandidateLine({ candidate, isChosen, onToggle, onCommand }: Props): ReactElement {
  const { name, ssh } = candidate;
  const words = (
    <span>
      <span className="strong">{name}</span>
      <span className="small ink2">
        {ssh ? candidateFacts(candidate).replace(/\.$/, '') : `${candidateFacts(candidate)} ${t('Does not take SSH')}`}
      </span>
    </span>
  );
  if (!ssh) {
    return (
      <li>
        <span />
        {words}
        <CommandButton name={name} onClick={onCommand} />
      </li>
    );
  }
  return (
    <li>
      <label>
        <input type="checkbox" checked={isChosen} onChange={onToggle} />
        {words}
      </label>
      <span className="small ink2">{t('over SSH')}</span>
    </li>
  );
}
