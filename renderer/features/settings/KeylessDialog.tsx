import { useState, type ReactElement, type ReactNode } from 'react';
import type { OfficeState } from '../../../contract/control-api.ts';
import type { KeylessLimits } from '../../../contract/keys.ts';
import { t } from '../../../words/words.ts';
import { useKeys } from '../../data/access/use-keys.ts';
import { usePeople } from '../../data/access/use-people.ts';
import { FormDialog } from '../../ui/dialog/FormDialog.tsx';
import { CountField } from '../api/CountField.tsx';
import { readCount } from '../api/key-draft.ts';
import { openModels } from './open-models.ts';

interface Props {
  readonly state: OfficeState;
  /** What may be done without a key now; null: nothing. */
  readonly limits: KeylessLimits | null;
  readonly busy: boolean;
  /** Why the last choice was refused. */
  readonly failure: ReactNode;
  readonly onSet: (limits: KeylessLimits) => void;
  readonly onClose: () => void;
}

const usualPerMinute = 60;

/** Says what it means that nobody is asked for a key, and asks for which models. */
export function KeylessDialog({ state, limits, busy, failure, onSet, onClose }: Props): ReactElement {
  const keys = useKeys().data;
  const people = usePeople().data;
  const own = state.models.map(({ name }) => name);
  const all = [...new Set([...own, ...(limits?.models ?? [])])];
  const usual =
    keys && people ? openModels(own, [...keys, ...people.filter(({ revokedAt }) => revokedAt === null)]) : [];
  const [chosen, setChosen] = useState<readonly string[] | null>(limits?.models ?? null);
  const [perMinute, setPerMinute] = useState(written(limits ? limits.requestsPerMinute : usualPerMinute));
  const [perDay, setPerDay] = useState(written(limits?.tokensPerDay ?? null));
  const models = chosen ?? usual;
  const [requestsPerMinute, tokensPerDay] = [readCount(perMinute), readCount(perDay)];
  const isGood = models.length > 0 && requestsPerMinute !== undefined && tokensPerDay !== undefined;
  return (
    <FormDialog
      title={limits ? t('What may be done without a key') : t('Do not ask for a key?')}
      action={limits ? t('Change') : t('Do not ask')}
      ready={isGood && !busy}
      onSubmit={() => isGood && onSet({ models: [...models], requestsPerMinute, tokensPerDay })}
      onClose={onClose}
    >
      <p>
        {t(
          'Without keys anyone in the office network could use the models: every PC, phone and program in it, and nobody knows who it was. They count together, as “Without a key”, take turns with those who have one, and are never answered by an external server.',
        )}
      </p>
      <p className="small ink2">
        {t(
          'A wrong key is still refused. This window, other people’s chats and the figures stay closed, and web pages of other sites cannot use the models.',
        )}
      </p>
      <fieldset className="field">
        <legend className="lab">{t('Models open to everybody')}</legend>
        {all.map((name) => (
          <label key={name} className="row">
            <input
              type="checkbox"
              className="checkbox"
              checked={models.includes(name)}
              onChange={({ target }) =>
                setChosen(target.checked ? [...models, name] : models.filter((one) => one !== name))
              }
            />
            {name}
          </label>
        ))}
        <span className="hint">
          {models.length === 0
            ? t('Choose at least one. Those that some keys or people are kept from are not ticked by themselves.')
            : t(
                'Only these: what comes later is not open by itself. A model that some keys or people are kept from is open to them, too, once it is ticked.',
              )}
        </span>
      </fieldset>
      <div>
        <div className="key-limits">
          <CountField label={t('Requests a minute')} value={perMinute} onChange={setPerMinute} />
          <CountField label={t('Tokens a day')} value={perDay} onChange={setPerDay} />
        </div>
        <p className="small ink3 key-hint">{t('Of all of them together. An empty field sets no limit.')}</p>
      </div>
      {failure}
    </FormDialog>
  );
}

const written = (count: number | null): string => (count === null ? '' : String(count));
