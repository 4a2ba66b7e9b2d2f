import type { ReactElement } from 'react';
import { accessUrls, adapterInWords, type AccessView } from '../../../contract/access.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { language, t } from '../../../words/words.ts';
import { addressWords } from '../../ui/text/address-words.ts';

/** Where programs reach the office, with the card that each address is on. */
export function Addresses({ access }: { readonly access: AccessView }): ReactElement {
  const { leftOut, https } = access;
  const says = addressWords();
  const all = accessUrls(access, says);
  // Encrypted, the first is the one to use: a name, which stays when addresses change.
  const [secure] = all.filter(({ encrypted }) => encrypted);
  const shown = https.required ? all : all.filter((one) => !one.encrypted || one === secure);
  return (
    <section aria-labelledby="addresses">
      <div className="sech">
        <h2 id="addresses">{t('Addresses')}</h2>
        <span className="small ink3">{t('Reachable in this office only')}</span>
      </div>
      <ul className="addresses">
        {shown.map(({ url, encrypted, from }) => (
          <li key={url} className="row">
            <span className="grow mono address">{`${url}/v1`}</span>
            <span className="small ink2">
              {encrypted && !https.required ? t('encrypted, office certificate') : from}
            </span>
            <CopyButton text={`${url}/v1`} what={`${url}/v1`} />
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="ink2">{t('This PC has no address in an office network now.')}</p>}
      {leftOut.length > 0 && (
        <p className="small ink3 left-out">
          {t('Not offered on {{names}}: not office networks.', {
            names: inList(leftOut.map((adapter) => adapterInWords(adapter, says))),
            count: leftOut.length,
          })}
        </p>
      )}
    </section>
  );
}

/** "docker0, wg0 and ProtonVPN" */
const inList = (names: readonly string[]): string => new Intl.ListFormat(language()).format(names);
