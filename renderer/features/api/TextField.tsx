import { useId, type ReactElement } from 'react';

interface Props {
  readonly label: string;
  readonly placeholder: string;
  readonly maxLength: number;
  readonly hint?: string;
  /** What programs read, rather than people. */
  readonly mono?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One line of text with its name. */
export function TextField({ label, hint, mono = false, onChange, ...input }: Props): ReactElement {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className={mono ? 'in mono' : 'in'}
        spellCheck={!mono}
        aria-describedby={hint && `${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
        {...input}
      />
      {hint && (
        <span id={`${id}-hint`} className="hint">
          {hint}
        </span>
      )}
    </div>
  );
}
