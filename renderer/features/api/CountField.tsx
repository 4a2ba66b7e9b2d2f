import { useId, type ReactElement } from 'react';
import { t } from '../../../words/words.ts';

interface Props {
  readonly label: string;
  /** As typed; empty: no limit. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** How many of something, or as many as one likes. */
export function CountField({ label, value, onChange }: Props): ReactElement {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="in num"
        inputMode="numeric"
        maxLength={9}
        placeholder={t('no limit')}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
