import { useId, type ReactElement } from 'react';

interface Props {
  readonly label: string;
  readonly value: string;
  /** What is wanted, when it was tried without; else empty. */
  readonly missing: string;
  readonly wide?: boolean;
  readonly onChange: (user: string) => void;
}

/** The account that logs in over there. */
export function UserField({ label, value, missing, wide = false, onChange }: Props): ReactElement {
  const id = useId();
  return (
    <div className={`field ${wide ? 'wide' : ''}`}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="in"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
        aria-invalid={missing !== ''}
        aria-describedby={`${id}-hint`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <span className="hint bad" id={`${id}-hint`}>
        {missing}
      </span>
    </div>
  );
}
