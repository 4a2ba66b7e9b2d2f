/** Answers of the real engine that move between two runners, through the gateway: the same to the last byte. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnswerRequest } from '../../main/gateway/answer.ts';
import type { LoadedReplica } from '../../node-agent/engine/engine.ts';
import { aProcessor } from '../support/a-gpu.ts';
import { aRequest, answeringOver, collect, textIn } from '../support/gateway/answering-over.ts';
import { CuttingFleet } from '../support/gateway/cutting-fleet.ts';
import { demoFile, demoSpec } from '../support/engine/demo-spec.ts';
import { engineFor } from '../support/engine/engine-suite.ts';

const entry = path.resolve(import.meta.dirname, '../../node-agent/engine/llama-runner.ts');
const never = new AbortController().signal;
const slowMs = 120_000;

let replicas: LoadedReplica[] = [];
beforeAll(async () => {
  const gpu = aProcessor();
  const engine = engineFor({ name: 'llama.cpp on the processor', entry, gpu });
  const load = () => engine.load({ spec: demoSpec({ gpuIds: [gpu.id] }), file: demoFile, gpus: [gpu] }, never);
  replicas = await Promise.all([load(), load()]);
}, slowMs);
afterAll(() => Promise.all(replicas.map((replica) => replica.unload())));

/** One answer; the attempts take turns on the two runners. */
async function answer(more: Partial<AnswerRequest>, cuts: readonly number[]) {
  const engines = replicas.map((replica) => replica.generate.bind(replica));
  const { answering, slots } = answeringOver(new CuttingFleet(engines, cuts));
  const pieces = await collect(answering.answer(aRequest(more), never));
  slots.close();
  const end = pieces.at(-1);
  if (end?.type !== 'end') throw new Error('no end');
  const scores = pieces.flatMap((piece) => (piece.type === 'text' && piece.scores ? [piece.scores] : []));
  return { text: textIn(pieces), reason: end.reason, usage: end.usage, scores };
}

const ask = (content: string): Pick<AnswerRequest, 'input'> => ({
  input: { kind: 'chat', messages: [{ role: 'user', content }] },
});
const hot = { temperature: 1.2, topP: 0.95, topK: 40, minP: 0, seed: 11 };
const schema = {
  type: 'object',
  properties: { city: { type: 'string', maxLength: 12 }, count: { type: 'integer' } },
};

describe('an answer of the real engine that moves', () => {
  it.each<[string, Partial<AnswerRequest>]>([
    ['greedy', ask('tell me a story')],
    ['drawn from a seed', { ...ask('tell me a story'), sampling: hot, maxTokens: 90 }],
    [
      'in JSON',
      { ...ask('What is the capital of Portugal?'), sampling: hot, grammar: { kind: 'json_schema', schema } },
    ],
    [
      'of a text that is gone on with',
      { input: { kind: 'text', text: 'An office has' }, sampling: hot, maxTokens: 40 },
    ],
    [
      'with penalties on what it has said',
      {
        ...ask('tell me a story'),
        sampling: { ...hot, penalties: { repeat: 1, frequency: 0.8, presence: -0.4, last: null } },
        maxTokens: 90,
      },
    ],
    [
      'with a penalty on its last tokens and the prompt’s',
      {
        ...ask('tell me a story'),
        sampling: { ...hot, penalties: { repeat: 1.3, frequency: 0, presence: 0, last: 20 }, bias: [[300, 5]] },
        maxTokens: 60,
      },
    ],
    ['with the scores of its tokens', { ...ask('tell me a story'), sampling: hot, maxTokens: 40, scores: 3 }],
    ['up to a stop string', { ...ask('tell me a story'), stop: ['eight giga'] }],
  ])('is the same to the last byte, %s', { timeout: slowMs }, async (_name, request) => {
    const whole = await answer(request, []);
    const { completionTokens } = whole.usage;
    expect(completionTokens).toBeGreaterThan(5);
    const every = Math.max(1, Math.floor(completionTokens / 12));
    for (let cut = 1; cut <= completionTokens; cut += every) {
      expect(await answer(request, [cut, cut + 3]), `cut at ${cut} and ${cut + 3}`).toEqual(whole);
    }
  });
});
