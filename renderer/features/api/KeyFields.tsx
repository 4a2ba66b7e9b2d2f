import type { ReactElement } from 'react';
import { CountField } from './CountField.tsx';
import type { KeyDraft } from './key-draft.ts';
import { TextField } from './TextField.tsx';
import { t } from '../../../words/words.ts';

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
          label={t('Who answers for it')}
          placeholder={t('A person’s name, if you like')}
          maxLength={60}
          value={draft.owner}
          onChange={(owner) => change({ ...draft, owner })}
        />
      )}
      <div>
        <div className="key-limits">
          <CountField
            label={t('Requests a minute')}
            value={draft.requestsPerMinute}
            onChange={(requestsPerMinute) => change({ ...draft, requestsPerMinute })}
          />
          <CountField
            label={t('Tokens a day')}
            value={draft.tokensPerDay}
            onChange={(tokensPerDay) => change({ ...draft, tokensPerDay })}
          />
          {!forPerson && (
            <CountField
              label={t('Days it serves')}
              value={draft.days}
              onChange={(days) => change({ ...draft, days })}
            />
          )}
        </div>
        <p className="small ink3 key-hint">{t('An empty field sets no limit.')}</p>
      </div>
      <fieldset className="field">
        <legend className="lab">{t('Models')}</legend>
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
            ? t('All, those that come later too.')
            : draft.models.length === 0
              ? t('Choose at least one.')
              : t('Only these.')}
        </span>
      </fieldset>
    </>
  );
}
