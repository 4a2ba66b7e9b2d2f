import type { ReactElement } from 'react';
import type { OfficeState } from '../../../contract/control-api.ts';
import { t } from '../../../words/words.ts';
import { useNow } from '../../ui/use-now.ts';
import { CopyRow } from './CopyRow.tsx';
import { DownloadRow } from './DownloadRow.tsx';

/** Models that come from the internet, and files that go to machines. */
export function OnTheWay({ state }: { readonly state: OfficeState }): ReactElement | null {
  const now = useNow(1_000);
  const downloads = state.downloads.filter(({ state: its }) => its !== 'done');
  if (downloads.length + state.copies.length === 0) return null;
  return (
    <section className="sec" aria-labelledby="on-the-way">
      <header>
        <h2 id="on-the-way">{t('On the way')}</h2>
      </header>
      <ul className="rows">
        {downloads.map((download) => (
          <DownloadRow key={download.id} download={download} now={now} />
        ))}
        {state.copies.map((copy) => (
          <CopyRow key={copy.id} copy={copy} now={now} />
        ))}
      </ul>
    </section>
  );
}
