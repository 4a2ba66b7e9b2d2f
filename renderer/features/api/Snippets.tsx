import { Tabs } from '@base-ui/react/tabs';
import type { ReactElement } from 'react';
import { CodeFrame } from '../../ui/CodeFrame.tsx';
import { snippetsFor } from './snippets.ts';

interface Props {
  readonly address: string;
  readonly model: string;
}

/** How to use the office from a program. */
export function Snippets({ address, model }: Props): ReactElement {
  const all = snippetsFor({ address, model });
  return (
    <section aria-labelledby="snippets">
      <h2 id="snippets" className="vh">
        Use it from a program
      </h2>
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
