import type { ReactElement } from 'react';
import { t } from '../../../../words/words.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import type { TokenCount } from './use-token-counts.ts';

interface Props {
  readonly files: readonly { readonly key: string; readonly name: string }[];
  readonly counts: readonly TokenCount[];
  /** Left out: they stay. */
  readonly onRemove?: (key: string) => void;
}

/** The files of a question, each with its tokens. */
export const FileChips = ({ files, counts, onRemove }: Props): ReactElement => (
  <ul className="chips" aria-label={t('Attached files')}>
    {files.map(({ key, name }, index) => (
      <li key={key} className="chip">
        <Icon name="clip" />
        <span className="trunc" dir="auto" title={name}>
          {name}
        </span>
        <span className="small ink3 num nowrap">{tokenWords(counts[index])}</span>
        {onRemove && (
          <button
            type="button"
            className="btn quiet icon small"
            aria-label={t('Take out {{name}}', { name })}
            onClick={() => onRemove(key)}
          >
            <Icon name="close" />
          </button>
        )}
      </li>
    ))}
  </ul>
);

function tokenWords(counted: TokenCount | undefined): string {
  if (!counted) return '';
  const { tokens: count, exact } = counted;
  return exact ? t('{{count, number}} tokens', { count }) : t('about {{count, number}} tokens', { count });
}
