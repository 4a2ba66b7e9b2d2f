import { expect, it } from 'vitest';
import { type Ended, type Ending, tally } from './tally.ts';

const ended = (ending: Ending, sentAgain = false): Ended => ({ number: 1, template: 'a', ending, sentAgain });
const answered = (kind: 'same' | 'told apart' | 'wrong', ...machines: readonly string[]): Ending => ({
  kind: 'answered',
  verdict: { kind, why: '' },
  machines,
});

it('counts all endings, and shares of what was not cancelled', () => {
  const counted = tally([
    ended(answered('same')),
    ended(answered('same', 'pc1', 'pc2'), true),
    ended(answered('wrong', 'pc1')),
    ended(answered('told apart')),
    ended({ kind: 'cancelled' }),
    ended({ kind: 'refused', code: 'overloaded' }),
    ended({ kind: 'failed', code: 'machine_lost' }),
    ended({ kind: 'failed', code: 'machine_lost' }),
    ended({ kind: 'failed', code: 'no_end' }),
  ]);
  expect(counted).toEqual({
    requests: 9,
    answered: 4,
    cancelled: 1,
    refused: 1,
    failed: new Map([
      ['machine_lost', 2],
      ['no_end', 1],
    ]),
    moved: 1,
    same: 2,
    toldApart: 1,
    wrong: 1,
    sentAgain: 1,
    answeredShare: 0.5,
    answeredAtOnceShare: 3 / 8,
  });
});
