import { useId, type ReactElement } from 'react';
import type { KeyDraft } from './key-draft.ts';
import { TextField } from './TextField.tsx';

interface Props {
  readonly draft: KeyDraft;
  /** Names of the models of the office. */
  readonly models: readonly string[];
  readonly change: (draft: KeyDraft) => void;
  /** They are a person's, who answers for themselves and whose access does not end by itself. */
  readonly forPerson?: boolean;
}

/** What a key may do. */
export function KeyFields({ draft, models, change, forPerson = false }: Props): ReactElement {
  const all = [...new Set([...models, ...(draft.models ?? [])])];
  const choose = (name: string, chosen: boolean): void => {
    const names = all.filter((one) => (one === name ? chosen : (draft.models ?? all).includes(one)));
    change({ ...draft, models: names.length === all.length ? null : names });
  };
  return (
    <>
      {!forPerson && (
        <TextField
          label="Who answers for it"
          placeholder="A person’s name, if you like"
          maxLength={60}
          value={draft.owner}
          onChange={(owner) => change({ ...draft, owner })}
        />
      )}
      <div>
        <div className="key-limits">
          <CountField
            label="Requests a minute"
            value={draft.requestsPerMinute}
            onChange={(requestsPerMinute) => change({ ...draft, requestsPerMinute })}
          />
          <CountField
            label="Tokens a day"
            value={draft.tokensPerDay}
            onChange={(tokensPerDay) => change({ ...draft, tokensPerDay })}
          />
          {!forPerson && (
            <CountField label="Days it serves" value={draft.days} onChange={(days) => change({ ...draft, days })} />
          )}
        </div>
        <p className="small ink3 key-hint">An empty field sets no limit.</p>
      </div>
      <fieldset className="field">
        <legend className="lab">Models</legend>
        {all.map((name) => (
          <label key={name} className="row">
            <input
              type="checkbox"
              className="checkbox"
              checked={draft.models === null || draft.models.includes(name)}
              onChange={(event) => choose(name, event.target.checked)}
            />
            {name}
          </label>
        ))}
        <span className="hint">
          {draft.models === null
            ? 'All, those that come later too.'
            : draft.models.length === 0
              ? 'Choose at least one.'
              : 'Only these.'}
        </span>
      </fieldset>
    </>
  );
}

interface CountProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function CountField({ label, value, onChange }: CountProps): ReactElement {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="in num"
        inputMode="numeric"
        maxLength={9}
        placeholder="no limit"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
