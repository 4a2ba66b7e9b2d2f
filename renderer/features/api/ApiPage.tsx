import type { ReactElement } from 'react';
import { commandLine } from '../../../contract/command-line.ts';
import type { OfficeState } from '../../../contract/control-api.ts';
import { CodeFrame } from '../../ui/CodeFrame.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { chooseModel } from '../chat/choose-model.ts';
import { curlSnippet } from './curl-snippet.ts';

/** How programs reach the office. */
export function ApiPage({ state }: { readonly state: OfficeState }): ReactElement {
  const urls = state.office.addresses.map((address) => `http://${address}/v1`);
  const model = chooseModel(state.models, []);
  const newKey = commandLine('key new NAME', state.office.dataDir);
  const curl = curlSnippet(urls[0] ?? 'http://ADDRESS/v1', model?.name ?? 'MODEL');
  return (
    <PageFrame title="API">
      <div className="body">
        <section className="sec" aria-labelledby="addresses">
          <header>
            <h2 id="addresses">Addresses</h2>
            <span className="small ink3">OpenAI’s shapes, reachable in this office only</span>
          </header>
          <ul className="addresses">
            {urls.map((url) => (
              <li key={url} className="row">
                <span className="grow mono">{url}</span>
                <CopyButton text={url} what={url} />
              </li>
            ))}
          </ul>
          {urls.length === 0 && <p className="ink2">This PC has no address in an office network now.</p>}
        </section>
        <section className="sec" aria-labelledby="keys">
          <header>
            <h2 id="keys">A key</h2>
            <span className="small ink3">Made on {state.office.machineName}, shown once, stored hashed</span>
          </header>
          <CodeFrame title="Terminal" code={newKey} what="the command for a new key">
            <code>{newKey}</code>
          </CodeFrame>
        </section>
        <section className="sec" aria-labelledby="use">
          <header>
            <h2 id="use">Use it from a program</h2>
          </header>
          <CodeFrame title="curl" code={curl} what="the curl command">
            <code>{curl}</code>
          </CodeFrame>
        </section>
      </div>
    </PageFrame>
  );
}
