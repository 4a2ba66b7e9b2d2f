import { useState, type ReactElement } from 'react';
import { CodeFrame } from '../../ui/CodeFrame.tsx';
import { Select } from '../../ui/field/Select.tsx';
import { snippetsFor } from './snippets.ts';
import { t } from '../../../words/words.ts';

interface Props {
  /** "http://192.168.10.12:8420" */
  readonly addresses: readonly string[];
  readonly model: string;
}

/** How to use the office from a program. */
export function Snippets({ addresses, model }: Props): ReactElement {
  const [program, setProgram] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  // One that was chosen may go, as a cable is pulled.
  const address = addresses.find((one) => one === chosen) ?? addresses[0] ?? 'http://ADDRESS';
  const all = snippetsFor({ address, model });
  const shown = all.find(({ title }) => title === program) ?? all[0];
  return (
    <section aria-labelledby="snippets">
      <div className="sech">
        <h2 id="snippets">{t('Use it from a program')}</h2>
      </div>
      <div className="snippet-choice">
        <Select
          small
          label={t('Program')}
          value={shown?.title ?? null}
          options={all.map(({ title }) => ({ value: title, text: title }))}
          onChange={setProgram}
        />
        {addresses.length > 1 && (
          <Select
            small
            label={t('Address that the lines name')}
            value={address}
            options={addresses.map((one) => ({ value: one, text: one.replace(/^https?:\/\//, '') }))}
            onChange={setChosen}
          />
        )}
      </div>
      {shown && (
        <CodeFrame
          title={shown.hint ?? t('Put your key in the place of KEY')}
          code={shown.code}
          what={t('the lines for {{program}}', { program: shown.title })}
        >
          <code>{shown.code}</code>
        </CodeFrame>
      )}
    </section>
  );
}
