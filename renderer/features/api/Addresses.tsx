import type { ReactElement } from 'react';
import { CopyButton } from '../../ui/CopyButton.tsx';

/** Where programs reach the office. @param addresses "192.168.10.12:8420" */
export const Addresses = ({ addresses }: { readonly addresses: readonly string[] }): ReactElement => (
  <section aria-labelledby="addresses">
    <div className="sech">
      <h2 id="addresses">Addresses</h2>
      <span className="small ink3">Reachable in this office only</span>
    </div>
    <ul className="addresses">
      {addresses.map((address) => {
        const url = `http://${address}/v1`;
        return (
          <li key={address} className="row">
            <span className="grow mono">{url}</span>
            <CopyButton text={url} what={url} />
          </li>
        );
      })}
    </ul>
    {addresses.length === 0 && <p className="ink2">This PC has no address in an office network now.</p>}
  </section>
);
