import { useState, type ReactElement } from 'react';
import type { KeyView } from '../../../contract/keys.ts';
import { t } from '../../../words/words.ts';
import { formatAgo, formatCount } from '../../ui/text/format.ts';
import { Icon } from '../../ui/mark/Icon.tsx';
import { TableHead } from '../../ui/TableHead.tsx';
import { useNow } from '../../ui/use-now.ts';
import { limitWords, modelsWords } from './key-words.ts';
import { KeyDialog } from './KeyDialog.tsx';
import { KeyMenu } from './KeyMenu.tsx';
import { RevokeDialog } from './RevokeDialog.tsx';

interface Props {
  readonly keys: readonly KeyView[];
  /** Names of the models of the office. */
  readonly models: readonly string[];
}

type Doing = { readonly what: 'change' | 'revoke'; readonly key: KeyView };

/** Who may use the API, what each may do, and how much it did. */
export function KeysTable({ keys, models }: Props): ReactElement {
  const [doing, setDoing] = useState<Doing | null>(null);
  const now = useNow();
  const close = (): void => setDoing(null);
  return (
    <>
      <div className="scroll-x">
        <table aria-labelledby="keys">
          <TableHead
            words={[t('Name'), t('Begins with'), t('Models'), t('Limit'), t('Last used')]}
            numbers={[t('Tokens today')]}
            hasActs
          />
          <tbody>
            {keys.map((key) => (
              <tr key={key.id} className="hoverable">
                <th scope="row">
                  <span className="row">
                    <Icon name="key" />
                    {key.name}
                    {key.owner !== null && <span className="ink3">{t('of {{owner}}', { owner: key.owner })}</span>}
                  </span>
                </th>
                <td className="ink2 mono">{key.begins}</td>
                <td className="ink2">{modelsWords(key.limits)}</td>
                <td className="ink2">{limitWords(key.limits, now)}</td>
                <td className="ink2 nowrap">{key.lastUsedAt === null ? t('never') : formatAgo(key.lastUsedAt, now)}</td>
                <td className="r">{formatCount(key.tokensToday)}</td>
                <td className="r">
                  <KeyMenu
                    name={key.name}
                    onChange={() => setDoing({ what: 'change', key })}
                    onRevoke={() => setDoing({ what: 'revoke', key })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {doing?.what === 'change' && <KeyDialog change={doing.key} models={models} onClose={close} />}
      {doing?.what === 'revoke' && <RevokeDialog revoke={doing.key} onClose={close} />}
    </>
  );
}
