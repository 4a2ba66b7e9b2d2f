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
  /** What does not fit into the model. */
  readonly over: ReturnType<typeof tooLong>;
  readonly onPick: (model: string) => void;
}

/** What stands over the words of a question: its files, and why one was not taken or all of it does not fit. */
export function FilesOfQuestion({ attachments, counts, over, onPick }: Props): ReactElement | null {
  const { files, reading, problem, remove } = attachments;
  const largest = files[counts.reduce((at, { tokens }, index) => (tokens > (counts[at]?.tokens ?? 0) ? index : at), 0)];
  const other = over?.other;
  if (files.length === 0 && reading === 0 && !problem && !over) return null;
  return (
    <div className="attached">
      {(files.length > 0 || reading > 0) && (
        <div className="row attached-row">
          <FileChips files={files} counts={counts} onRemove={remove} />
          {reading > 0 && <output className="small ink2">{t('Reading…')}</output>}
        </div>
      )}
      {problem && <Refused word={t('Not attached.')} problem={problem} />}
      {over && (
        <Refused word={t('Too long.')} problem={over.problem}>
          {other ? (
            <button type="button" className="btn small" onClick={() => onPick(other)}>
              {t('Use {{model}}', { model: other })}
            </button>
          ) : (
            largest && (
              <button type="button" className="btn small" onClick={() => remove(largest.key)}>
                {t('Take out {{name}}', { name: largest.name })}
              </button>
            )
          )}
        </Refused>
      )}
    </div>
  );
}

interface RefusedProps {
  readonly word: string;
  readonly problem: Problem;
  readonly children?: ReactNode;
}

const Refused = ({ word, problem, children }: RefusedProps): ReactElement => (
  <div role="alert">
    <ProblemRow word={word} tone="warn" problem={problem}>
      {children}
    </ProblemRow>
  </div>
);
