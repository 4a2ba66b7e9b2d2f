import { describe, expect, it } from 'vitest';
import { EventReader } from './read-events.ts';

const chunk = (content: string, reason: string | null = null): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: reason }] })}\n\n`;
const stream = [
  chunk(''),
  chunk('Once there '),
  ': reading the prompt\n\n',
  ': aivailable moved from pc1 to coordinator after token 3\n\n',
  chunk('was – a card.'),
  chunk('', 'stop'),
  `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 8, total_tokens: 17 } })}\n\n`,
  'data: [DONE]\n\n',
].join('');

function read(pieces: readonly string[]): EventReader {
  const reader = new EventReader();
  for (const piece of pieces) reader.push(piece);
  return reader;
}

describe('a stream of events', () => {
  it.each([
    ['in one piece', [stream]],
    ['letter by letter', stream.split('')],
  ])('is read %s', (_how, pieces) => {
    expect(read(pieces)).toMatchObject({
      text: 'Once there was – a card.',
      reason: 'stop',
      tokens: 8,
      done: true,
      error: null,
      marks: [{ from: 'pc1', to: 'coordinator', at: 'Once there '.length }],
    });
  });

  it('that ends with an error is not whole', () => {
    const error = `data: ${JSON.stringify({ error: { code: 'machine_lost', message: 'It is gone.' } })}\n\n`;
    expect(read([chunk('Once'), error])).toMatchObject({
      text: 'Once',
      error: 'machine_lost',
      done: false,
      reason: null,
    });
  });
});
