import { useEffect, useState, type ReactElement } from 'react';
import { t } from '../../words/words.ts';
import { copyText } from './copy-text.ts';
import { Icon } from './mark/Icon.tsx';

interface Props {
  readonly text: string;
  /** What is copied, for people who do not see what it stands beside. */
  readonly what: string;
  /** Show the word beside the icon. */
  readonly word?: boolean;
}

/** Copies, and says so in its own place for two seconds. */
export function CopyButton({ text, what, word = false }: Props): ReactElement {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(null), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);
  const label = outcome === 'copied' ? t('Copied') : outcome === 'refused' ? t('Not allowed here') : t('Copy');
  const copy = (): void => void copyText(text).then((done) => setOutcome(done ? 'copied' : 'refused'));
  return (
    <>
      <button
        type="button"
        className={`btn quiet small ${word ? '' : 'icon'}`}
        aria-label={outcome ? label : t('Copy {{what}}', { what })}
        title={word ? undefined : label}
        onClick={copy}
      >
        <Icon name={outcome === 'copied' ? 'check' : 'copy'} />
        {word && label}
      </button>
      <span className="vh" aria-live="polite">
        {outcome ? label : ''}
      </span>
    </>
  );
}
