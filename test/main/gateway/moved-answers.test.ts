/** Answers that move, byte for byte: cut at every token, they are what they would have been. */
import { describe, expect, it } from 'vitest';
import type { GenerateRequest } from '../../../contract/generate.ts';
import type { AnswerRequest } from '../../../main/gateway/answer.ts';
import { positionSeed } from '../../../node-agent/engine/position-seed.ts';
import { aRequest, answeringOver, collect, textIn } from '../../support/gateway/answering-over.ts';
import { byteEngine, CuttingFleet } from '../../support/gateway/cutting-fleet.ts';

const never = new AbortController().signal;

/** Characters of one to four bytes, joined and combined ones, and some that are often cut. */
const texts = {
  plain: 'The capital of Portugal is Lisbon.',
  german: 'Größe, Maß, naïve café: ½ × ¾ = ⅜.',
  chinese: '里斯本是葡萄牙的首都。人口约五十万。',
  emoji: 'Ja 👍🏽, wir fahren 👩‍👩‍👧‍👦 nach 🇵🇹! 🧑🏿‍🚀e\u0301a\u0308',
  mixed: '答え：{"city":"リスボン","🌊":[1,2]}\nEND 完了',
};

async function answer(more: Partial<AnswerRequest>, cuts: readonly number[], answerOf: (r: GenerateRequest) => string) {
  const fleet = new CuttingFleet([byteEngine(answerOf)], cuts);
  const { answering, usage, slots } = answeringOver(fleet);
  const pieces = await collect(answering.answer(aRequest(more), never));
  slots.close();
  const end = pieces.at(-1);
  if (end?.type !== 'end') throw new Error('no end');
  for (const piece of pieces) {
    // Never half a character: no lone surrogate, no sign that something could not be read.
    if (piece.type === 'text')
      expect([piece.text.isWellFormed(), piece.text.includes('\uFFFD')]).toEqual([true, false]);
  }
  return {
    text: textIn(pieces),
    reason: end.reason,
    tokens: end.usage,
    used: usage.map(({ promptTokens, completionTokens }) => ({ promptTokens, completionTokens })),
    moves: pieces.flatMap((piece) => (piece.type === 'moved' ? [piece.tokens] : [])),
    attempts: fleet.calls.length,
  };
}

/** The same answer, cut at every token, and at every token twice. */
async function expectSameAtEveryCut(more: Partial<AnswerRequest>, answerOf: (r: GenerateRequest) => string) {
  const whole = await answer(more, [], answerOf);
  for (let cut = 0; cut <= whole.tokens.completionTokens; cut += 1) {
    for (const cuts of [[cut], [cut, cut], [cut, Math.min(cut + 2, whole.tokens.completionTokens)]]) {
      const moved = await answer(more, cuts, answerOf);
      expect({ ...moved, moves: [], attempts: 1 }, `cut at ${cuts.join(' and ')}`).toEqual({ ...whole, moves: [] });
      expect(moved.attempts).toBeGreaterThan(1);
      expect(moved.moves).toEqual([...new Set(cuts)].filter((at) => at > 0));
    }
  }
  return whole;
}

describe('an answer that moves', () => {
  it.each(Object.entries(texts))('is the same at every byte: %s', async (_name, text) => {
    const whole = await expectSameAtEveryCut({}, () => text);
    expect(whole).toMatchObject({ text, reason: 'stop' });
  });

  it.each(['END', '👧', '首都', '}\nEN', 'x"'])('ends before the stop string %j, wherever it is cut', async (stop) => {
    const text = `${texts.mixed} ${texts.emoji} ${texts.chinese} x"`;
    const whole = await expectSameAtEveryCut({ stop: [stop, 'never there'] }, () => text);
    expect(whole).toMatchObject({ text: text.slice(0, text.indexOf(stop)), reason: 'stop' });
  });

  it('has as many tokens as it may, counted once', async () => {
    for (const maxTokens of [1, 7, 20]) {
      const whole = await expectSameAtEveryCut({ maxTokens }, () => texts.plain);
      expect(whole).toMatchObject({ reason: 'length', tokens: { promptTokens: 3, completionTokens: maxTokens } });
      expect(whole.used).toEqual([{ promptTokens: 3, completionTokens: maxTokens }]);
    }
  });

  it('is drawn the same from its seed, whatever machine draws', async () => {
    const words = ['ja ', 'nein ', '多分 ', '🙂 ', 'perhaps '];
    const drawn = ({ sampling: { seed } }: GenerateRequest): string =>
      Array.from({ length: 8 }, (_, at) => words[positionSeed(seed, at) % words.length]).join('');
    const seen = new Set<string>();
    for (const seed of [1, 2, 0xffffffff]) {
      const sampling = { temperature: 1.2, topP: 1, topK: 0, minP: 0, seed };
      seen.add((await expectSameAtEveryCut({ sampling }, drawn)).text);
    }
    expect(seen.size).toBe(3);
  });
});
