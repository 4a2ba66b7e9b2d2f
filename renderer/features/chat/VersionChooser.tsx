import type { ReactElement } from 'react';
import type { Message } from '../../../contract/control-api.ts';
import { t } from '../../../words/words.ts';
import { Icon } from '../../ui/mark/Icon.tsx';

interface Props {
  readonly versions: readonly Message[];
  readonly current: Message;
  readonly onChoose: (id: string) => void;
}

/** Goes through the wordings of a question or the tries at an answer. Nothing where there is one. */
export function VersionChooser({ versions, current, onChoose }: Props): ReactElement | null {
  if (versions.length < 2) return null;
  const at = versions.findIndex(({ id }) => id === current.id);
  const [before, after] = [versions[at - 1], versions[at + 1]];
  return (
    <span className="versions num">
      <button
        type="button"
        className="btn quiet icon small"
        aria-label={t('Earlier version')}
        disabled={!before}
        onClick={() => before && onChoose(before.id)}
      >
        <Icon name="left" />
      </button>
      {t('{{at}} of {{all}}', { at: at + 1, all: versions.length })}
      <button
        type="button"
        className="btn quiet icon small"
        aria-label={t('Later version')}
        disabled={!after}
        onClick={() => after && onChoose(after.id)}
      >
        <Icon name="right" />
      </button>
    </span>
  );
}
