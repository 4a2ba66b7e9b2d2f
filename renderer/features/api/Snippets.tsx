import { Tabs } from '@base-ui/react/tabs';
import { useState, type ReactElement } from 'react';
import { CodeFrame } from '../../ui/CodeFrame.tsx';
import { Select } from '../../ui/Select.tsx';
import { snippetsFor } from './snippets.ts';

interface Props {
  /** "http://192.168.10.12:8420" */
  readonly addresses: readonly string[];
  readonly model: string;
}

/** How to use the office from a program. */
export function Snippets({ addresses, model }: Props): ReactElement {
  const [chosen, setChosen] = useState<string | null>(null);
  // One that was chosen may go, as a cable is pulled.
  const address = addresses.find((one) => one === chosen) ?? addresses[0] ?? 'http://ADDRESS';
  const all = snippetsFor({ address, model });
  return (
    <section aria-labelledby="snippets">
      <div className="sech snippet-head">
        <h2 id="snippets">Use it from a program</h2>
        {addresses.length > 1 && (
          <Select
            small
            label="Address that the lines name"
            value={address}
            options={addresses.map((one) => ({ value: one, text: one.replace(/^https?:\/\//, '') }))}
            onChange={setChosen}
          />
        )}
      </div>
      <Tabs.Root defaultValue={all[0]?.title}>
        <Tabs.List className="tabs snippet-tabs" aria-label="Programs">
          {all.map(({ title }) => (
            <Tabs.Tab key={title} value={title}>
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {all.map(({ title, code, hint }) => (
          <Tabs.Panel key={title} value={title} tabIndex={-1}>
            <CodeFrame title={hint ?? 'Put your key in the place of KEY'} code={code} what={`the lines for ${title}`}>
              <code>{code}</code>
            </CodeFrame>
          </Tabs.Panel>
        ))}
      </Tabs.Root>
    </section>
  );
}
