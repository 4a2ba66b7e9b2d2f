import { useState, type ReactElement } from 'react';
import { accessUrls } from '../../../contract/access.ts';
import { toProblem } from '../../../contract/problem.ts';
import type { OfficeState } from '../../../contract/control-api.ts';
import { useAccess } from '../../data/access/use-access.ts';
import { useKeys, useUsage } from '../../data/access/use-keys.ts';
import { formatList } from '../../ui/text/format.ts';
import { Icon } from '../../ui/mark/Icon.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { chooseModel } from '../chat/choose-model.ts';
import { InviteButton } from '../people/InviteButton.tsx';
import { PeopleSection } from '../people/PeopleSection.tsx';
import { Addresses } from './Addresses.tsx';
import { Aliases } from './Aliases.tsx';
import { Encryption } from './Encryption.tsx';
import { KeyDialog } from './KeyDialog.tsx';
import { KeysTable } from './KeysTable.tsx';
import { Snippets } from './Snippets.tsx';
import { UsageBars } from './UsageBars.tsx';
import { t } from '../../../words/words.ts';

/** How programs reach the office, which of them may, and how much they do. */
export function ApiPage({ state }: { readonly state: OfficeState }): ReactElement {
  const [making, setMaking] = useState(false);
  const keys = useKeys();
  const usage = useUsage();
  const access = useAccess();
  const known = access.data ? accessUrls(access.data).map(({ url }) => url) : [];
  const addresses = known.length > 0 ? known : ['http://ADDRESS'];
  const withoutKey = access.data?.withoutKey;
  const models = state.models.map(({ name }) => name);
  return (
    <PageFrame
      title={t('API')}
      end={
        <>
          <InviteButton models={models} />
          <button type="button" className="btn primary" onClick={() => setMaking(true)}>
            <Icon name="plus" />
            {t('New key')}
          </button>
        </>
      }
    >
      <div className="body">
        <div className="api-head">
          <div>
            {access.error && !access.data && <ProblemNote problem={toProblem(access.error)} />}
            {access.data && <Addresses access={access.data} />}
          </div>
          <Snippets addresses={addresses} model={chooseModel(state.models, [])?.name ?? 'MODEL'} />
        </div>
        <section className="sec" aria-labelledby="keys">
          <header>
            <h2 id="keys">{t('Keys')}</h2>
            <span className="small ink3">{t('Shown once when made, stored hashed')}</span>
          </header>
          {keys.error && !keys.data && <ProblemNote problem={toProblem(keys.error)} />}
          {keys.data && keys.data.length > 0 && <KeysTable keys={keys.data} models={models} />}
          {withoutKey && (
            <p className="ink2">
              {t('Anyone in the office network may use {{models}} without a key', {
                models: formatList(withoutKey.models),
              })}
            </p>
          )}
          {keys.data?.length === 0 && !withoutKey && (
            <p className="ink2">{t('No program may use this office yet. Make a key for the first one.')}</p>
          )}
        </section>
        <Aliases models={models} />
        <PeopleSection models={models} />
        {usage.data && <UsageBars rows={usage.data} />}
        {access.data && <Encryption https={access.data.https} />}
      </div>
      {making && <KeyDialog change={null} models={models} onClose={() => setMaking(false)} />}
    </PageFrame>
  );
}
