import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { problem } from '../../../../contract/problem.ts';
import { CatalogueButton } from '../../../../renderer/features/models/CatalogueButton.tsx';
import { CatalogueDetail } from '../../../../renderer/features/models/CatalogueDetail.tsx';
import { ExternalRow } from '../../../../renderer/features/models/ExternalRow.tsx';
import { ImportOutcome } from '../../../../renderer/features/models/import/ImportOutcome.tsx';
import { ModelRow } from '../../../../renderer/features/models/ModelRow.tsx';
import { NotPlacedRow } from '../../../../renderer/features/models/NotPlacedRow.tsx';
import { speak } from '../../../../words/words.ts';
import { aModel } from '../../../support/a-model.ts';
import { attachedServers } from '../../../support/fake-control/attached-servers.ts';
import { office } from '../../../support/fake-control/office-parts.ts';
import { card, machineOf, officeOf } from '../../../support/map-fixtures.ts';
import { entryOf } from '../../../support/model-fixtures.ts';

const nothing = (): void => undefined;

describe('what became of an import', () => {
  const outcome = {
    models: [
      { name: 'own-3b', variant: 'Q8_0', problem: null },
      {
        name: 'big-30b',
        variant: 'Q4_K_M',
        problem: { reason: 'No room.', effect: 'It waits.', action: 'Free some.' },
      },
    ],
    refused: [{ file: 'notes.gguf', problem: problem('model_file_invalid', 'It is no GGUF file.') }],
  };

  it('names each file, with why it was left out', () => {
    const shown = renderToStaticMarkup(<ImportOutcome outcome={outcome} />);
    expect(shown).toContain('2 models taken in, 1 file left out');
    expect(shown).toContain('No room. It waits. Free some.');
    expect(shown).toContain('It is no GGUF file. Get the file again from its source.');
  });

  it('says plainly that nothing was taken in', () => {
    const shown = renderToStaticMarkup(<ImportOutcome outcome={{ ...outcome, models: [] }} />);
    expect(shown).toContain('Nothing was taken in, 1 file left out');
  });
});

it('disables what fits nowhere; the reason stands in the same row', () => {
  const button = renderToStaticMarkup(
    <CatalogueButton name="big" action={{ type: 'nothing' }} onDo={nothing} onOpen={nothing} />,
  );
  expect(button).toContain('disabled');
});

it('says what one may do with a model, and leads outside only to its page', () => {
  const shown = renderToStaticMarkup(<CatalogueDetail id="x" entry={entryOf([['Q4_K_M', 4.4, 'now']])} />);
  expect(shown).toContain('Free for any use (Apache-2.0)');
  expect(shown).toContain('7.6 billion parameters');
  expect(shown.match(/href="([^"]*)"/g)).toEqual(['href="https://hub.example/qwen"']);
  expect(shown).toContain('rel="noreferrer noopener"');
});

describe('a model without a place', () => {
  // Its menu asks where in the page it stands.
  beforeEach(() => void vi.stubGlobal('document', { getElementById: () => null }));
  afterEach(() => void vi.unstubAllGlobals());

  it('says what it waits for, and nothing beside it', () => {
    const explanation = 'Waits up to a minute for pc1 to come back; no other card can take it.';
    const model = aModel({ state: 'loading', explanation });
    const shown = renderToStaticMarkup(<ModelRow model={model} state={officeOf([])} onDo={nothing} />);
    expect(shown.split('Waits up to a minute')).toHaveLength(2);
    expect(shown).not.toContain('Waits for its file');
  });

  it('offers another file only where a card is connected that could take one', () => {
    const entry = entryOf([
      ['Q8_0', 8, 'never'],
      ['Q4_K_M', 4.4, 'emptied'],
    ]);
    const model = aModel({ state: 'refused', variant: 'Q8_0' });
    const shown = (machine: ReturnType<typeof machineOf>): string =>
      renderToStaticMarkup(<NotPlacedRow model={model} entry={entry} machines={[machine]} onDo={nothing} />);
    expect(shown(machineOf('A', [card(6, 0)], []))).toContain('Try Q4_K_M');
    expect(shown(machineOf('A', [card(6, 0)], [], { state: 'lost' }))).not.toContain('Try');
    expect(shown(machineOf('A', [card(32, 0, { backend: 'cpu' })], []))).not.toContain('Try');
  });
});

describe('in Portuguese', () => {
  afterEach(() => speak('en-GB'));

  it('says a model of an external server in a sentence of its own order, with figures as they are written there', async () => {
    await speak('pt-PT');
    const state = { ...office('Linden', [], []), attached: attachedServers() };
    const [server] = state.attached;
    const name = server?.models.find(({ unused }) => unused === null)?.name ?? '';
    const model = aModel({ name, contextLength: 131_072, state: 'ready' });
    const shown = renderToStaticMarkup(<ExternalRow model={model} state={state} />).replace(/<[^>]*>/g, '');
    expect(shown).toContain('escreve, 131\u00A0072 tokens');
    expect(shown).toContain(`em ${server?.name} (externo)`);
  });

  it('counts what was taken in, and what was left out', async () => {
    await speak('pt-PT');
    const refused = { file: 'notes.gguf', problem: problem('model_file_invalid', 'It is no GGUF file.') };
    const shown = renderToStaticMarkup(<ImportOutcome outcome={{ models: [], refused: [refused] }} />);
    expect(shown).toContain('Nada foi importado, 1 ficheiro de fora');
  });
});
