import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { problem } from '../../../../contract/problem.ts';
import { CatalogueButton } from '../../../../renderer/features/models/CatalogueButton.tsx';
import { CatalogueDetail } from '../../../../renderer/features/models/CatalogueDetail.tsx';
import { ImportOutcome } from '../../../../renderer/features/models/import/ImportOutcome.tsx';
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
