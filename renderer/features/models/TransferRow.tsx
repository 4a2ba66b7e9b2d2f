import type { ReactElement, ReactNode } from 'react';
import type { Problem } from '../../../contract/errors.ts';
import { Icon, type IconName } from '../../ui/mark/Icon.tsx';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { ProblemRow } from '../../ui/note/ProblemRow.tsx';
import { Progress } from '../../ui/note/Progress.tsx';
import { shareDone } from './transfer-words.ts';

interface Props {
  /** How large it is, as far as that is known. */
  readonly transfer: { readonly doneBytes: number; readonly totalBytes: number | null };
  readonly icon: IconName;
  /** As a screen reader says it. */
  readonly name: string;
  /** As it is drawn. */
  readonly title: ReactNode;
  /** How far it is. */
  readonly words: ReactNode;
  /** Null: it has not failed. */
  readonly failure: { readonly word: string; readonly problem: Problem } | null;
  readonly acts: ReactNode;
  /** Why what a person asked of it was refused. */
  readonly refusal: Problem | null;
}

/** A file on its way, and what can be done with it. */
export const TransferRow = (props: Props): ReactElement => {
  const { transfer, icon, name, title, words, failure, acts, refusal } = props;
  return (
    <li className="dep way">
      <Icon name={failure ? 'warn' : icon} className={failure ? 'warn' : ''} />
      <h3 className="way-name">{title}</h3>
      <div>
        {failure ? (
          <ProblemRow word={failure.word} tone="warn" problem={failure.problem} />
        ) : (
          <>
            <Progress label={name} value={shareDone(transfer.doneBytes, transfer.totalBytes)} />
            <p className="small ink2 num way-words">{words}</p>
          </>
        )}
        <ProblemNote problem={refusal} />
      </div>
      <div className="row dep-end">{acts}</div>
    </li>
  );
};
