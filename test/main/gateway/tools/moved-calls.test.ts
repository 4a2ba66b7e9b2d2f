/** Calls whose machine is lost in the middle, byte for byte: what the client gets is what it would have got. */
import { expect, it } from 'vitest';
import type { ToolUse } from '../../../../contract/tools.ts';
import { readCalls } from '../../../../main/gateway/tools/read-calls.ts';
import { aRequest, answeringOver } from '../../../support/gateway/answering-over.ts';
import { byteEngine, CuttingFleet } from '../../../support/gateway/cutting-fleet.ts';
import { weather } from '../../../support/gateway/tool-fixtures.ts';

const tools: ToolUse = { list: [{ ...weather, held: {} }], callable: ['weather'], required: false, parallel: true };
const answers = {
  calls: [
    '<think>Hm <tool_call></think>\n\nIch sehe nach 🔎.\n<tool_call>\n{"name": "weather", "arguments": {"city": "Köln 🌧"}}\n',
    '</tool_call>\n<tool_call>\n{"name": "weather", "arguments": {"city": "Évora", "say": "</tool_call>"}}\n</tool_call>',
  ].join(''),
  'no calls': 'A < b, <tool_call>{"name": "remove", "arguments": {}}</tool_call> <tool_call>{"name": "wea',
};

/** Texts and arguments joined, as a client does. */
async function received(answer: string, cuts: readonly number[], id = 'req-1') {
  const { answering, slots } = answeringOver(new CuttingFleet([byteEngine(() => answer)], cuts));
  const request = aRequest({ id, tools });
  const got = { text: '', calls: '', reason: '', moves: 0 };
  for await (const piece of readCalls(answering.answer(request, new AbortController().signal), request)) {
    if (piece.type === 'text') got.text += piece.text;
    if (piece.type === 'call') got.calls += `${piece.index} ${piece.id} ${piece.name} `;
    if (piece.type === 'arguments') got.calls += piece.text;
    if (piece.type === 'called') got.calls += '.';
    if (piece.type === 'moved') got.moves += 1;
    if (piece.type === 'end') got.reason = piece.reason;
  }
  slots.close();
  return got;
}

it('finds the calls that there are, and no others', async () => {
  const { calls, reason } = await received(answers.calls, []);
  expect([calls.match(/\}\./g)?.length, reason]).toEqual([2, 'calls']);
  const none = await received(answers['no calls'], []);
  expect(none).toEqual({ text: answers['no calls'], calls: '', reason: 'stop', moves: 0 });
});

it.each(Object.entries(answers))('an answer with %s is the same, wherever it is cut', async (_what, answer) => {
  const whole = await received(answer, []);
  const bytes = new TextEncoder().encode(answer).length;
  for (let cut = 1; cut < bytes; cut += 1) {
    const { moves, ...got } = await received(answer, [cut, Math.min(cut + 7, bytes)]);
    expect({ ...got, moves: 0 }, `cut at ${cut}`).toEqual(whole);
    expect(moves).toBe(2);
  }
});

it('draws the same ids for the same request, and others for another one', async () => {
  const { calls } = await received(answers.calls, []);
  expect((await received(answers.calls, [5])).calls).toBe(calls);
  expect((await received(answers.calls, [], 'req-2')).calls).not.toBe(calls);
  expect(calls).toMatch(/0 call_[0-9a-f]{24} weather .*\.1 call_[0-9a-f]{24} weather /s);
});
