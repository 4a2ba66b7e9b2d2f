import { useId, type ReactElement } from 'react';

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  /** Of a browser that keeps passwords. */
  readonly complete: 'off' | 'new-password';
  readonly onChange: (typed: string) => void;
}

/** A text that is not shown while it is typed. What stands under it is read out when it changes. */
export function PasswordField({ label, hint = '', value, complete, onChange }: Props): ReactElement {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="in"
        type="password"
        autoComplete={complete}
        aria-describedby={`${id}-hint`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <span className="hint" id={`${id}-hint`} aria-live="polite">
        {hint}
      </span>
    </div>
  );
}
