import type { ReactElement, ReactNode } from 'react';
import type { Problem } from '../../../../contract/errors.ts';
import { t } from '../../../../words/words.ts';
import { ProblemRow } from '../../../ui/note/ProblemRow.tsx';
import { FileChips } from './FileChips.tsx';
import type { tooLong } from './too-long.ts';
import type { useAttachments } from './use-attachments.ts';
import type { TokenCount } from './use-token-counts.ts';

interface Props {
  readonly attachments: ReturnType<typeof useAttachments>;
  readonly counts: readonly TokenCount[];
  /** Why its files cannot be sent together. */
  readonly much: Problem | null;
  /** What does not fit into the model. */
  readonly over: ReturnType<typeof tooLong>;
  readonly onPick: (model: string) => void;
  /** The id of what says why the question cannot be sent yet. */
  readonly whyId: string;
}

/** What stands over the words of a question: its files, and why one was not taken or all of it does not fit. */
export function FilesOfQuestion(props: Props): ReactElement | null {
  const { attachments, counts, much, over, onPick, whyId } = props;
  const { files, reading, refused, remove } = attachments;
  const largest = files[counts.reduce((at, { tokens }, index) => (tokens > (counts[at]?.tokens ?? 0) ? index : at), 0)];
  const other = over?.other;
  if (files.length === 0 && reading === 0 && !refused) return null;
  const takeOut = largest && (
    <button type="button" className="btn small" onClick={() => remove(largest.key)}>
      {t('Take out {{name}}', { name: largest.name })}
    </button>
  );
  return (
    <div className="attached">
      {(files.length > 0 || reading > 0) && (
        <div className="row attached-row">
          <FileChips files={files} counts={counts} onRemove={remove} />
          {reading > 0 && (
            <output id={much || over ? undefined : whyId} className="small ink2">
              {t('Reading…')}
            </output>
          )}
        </div>
      )}
      {refused && <Refused word={t('Not attached.')} problem={refused} />}
      {much && (
        <Refused id={whyId} word={t('Too long.')} problem={much}>
          {takeOut}
        </Refused>
      )}
      {over && (
        <Refused id={whyId} word={t('Too long.')} problem={over.problem}>
          {other ? (
            <button type="button" className="btn small" onClick={() => onPick(other)}>
              {t('Use {{model}}', { model: other })}
            </button>
          ) : (
            takeOut
          )}
        </Refused>
      )}
    </div>
  );
}

interface RefusedProps {
  readonly id?: string;
  readonly word: string;
  readonly problem: Problem;
  readonly children?: ReactNode;
}

const Refused = ({ id, word, problem, children }: RefusedProps): ReactElement => (
  <div id={id} role="alert">
    <ProblemRow word={word} tone="warn" problem={problem}>
      {children}
    </ProblemRow>
  </div>
);
