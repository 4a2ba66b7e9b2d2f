/** How the real engine draws tokens: penalties, biases and scores do what they say. */
import path from 'node:path';
import { getLlama, type Token } from 'node-llama-cpp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lowestScore, type GenerateRequest, type Sampling } from '../../contract/generate.ts';
import type { LoadedReplica } from '../../node-agent/engine/engine.ts';
import { aProcessor } from '../support/a-gpu.ts';
import { demoFile, demoSpec } from '../support/engine/demo-spec.ts';
import { engineFor } from '../support/engine/engine-suite.ts';
import { ask, readAnswer } from '../support/engine/generate-call.ts';

const never = new AbortController().signal;
const slowMs = 120_000;
const greedy: Sampling = { temperature: 0, topP: 1, topK: 0, minP: 0, seed: 7 };
const none = { repeat: 1, frequency: 0, presence: 0 };
/** Ends each message of the demo model's. */
const endOfTurn = 1023;

let replica: LoadedReplica;
beforeAll(async () => {
  const gpu = aProcessor();
  const entry = path.resolve(import.meta.dirname, '../../node-agent/engine/llama-runner.ts');
  const engine = engineFor({ name: 'llama.cpp on the processor', entry, gpu });
  replica = await engine.load({ spec: demoSpec({ gpuIds: [gpu.id] }), file: demoFile, gpus: [gpu] }, never);
}, slowMs);
afterAll(() => replica.unload());

const story = (more: Partial<Sampling> = {}, maxTokens = 60) =>
  readAnswer(replica.generate(ask('tell me a story', { sampling: { ...greedy, ...more }, maxTokens }), never));

describe('penalties', () => {
  it('of frequency hold back what was said often, and below 0 call for it', async () => {
    const distinct = async (frequency: number): Promise<number> => {
      const { tokens } = await story({ temperature: 2, penalties: { ...none, frequency, last: null } }, 90);
      return new Set(tokens).size / tokens.length;
    };
    const usual = await distinct(0);
    expect(await distinct(2)).toBeGreaterThan(usual);
    expect(await distinct(-2)).toBeLessThan(usual);
  });

  it('change nothing before a token was said, but for those that look into the prompt', async () => {
    const firstOf = async (penalties: Sampling['penalties']) => (await story({ penalties }, 1)).tokens;
    const usual = (await story({}, 1)).tokens;
    expect(await firstOf({ ...none, presence: 2, last: null })).toEqual(usual);
    const { prompt } = await story({}, 1);
    const first = usual[0] ?? 0;
    const tokens = [...prompt.slice(0, 1), first, ...prompt.slice(1)];
    const after = (penalties?: Sampling['penalties']) =>
      readAnswer(
        replica.generate(
          ask('', { input: { kind: 'tokens', tokens }, sampling: { ...greedy, penalties }, maxTokens: 1 }),
          never,
        ),
      );
    const unhindered = await after();
    const hindered = await after({ ...none, repeat: 10, last: tokens.length });
    expect(unhindered.tokens).toEqual([first]);
    expect(hindered.tokens).not.toEqual([first]);
    // It lies further back than is looked.
    expect((await after({ ...none, repeat: 10, last: 1 })).tokens).toEqual([first]);
  });
});

describe('a bias', () => {
  it('keeps a token out, or makes it the next one', async () => {
    const usual = await story({}, 1);
    const [first = 0] = usual.tokens;
    const without = await story({ bias: [[first, -100]] });
    expect(without.tokens).not.toContain(first);
    const [other = 0] = without.tokens;
    expect((await story({ bias: [[other, 100]] }, 3)).tokens).toEqual([other, other, other]);
  });

  it.each([
    [5_000_000, 'is not in this model'],
    [endOfTurn, 'ends an answer'],
  ])('on token %i is refused, as it %s', async (token, why) => {
    const { last, tokens } = await story({ bias: [[token, -100]] });
    expect(tokens).toEqual([]);
    expect(last).toMatchObject({ type: 'error', problem: { code: 'invalid_request', param: 'logit_bias' } });
    expect(JSON.stringify(last)).toContain(`Token ${token} ${why}`);
  });
});

describe('scores', () => {
  const hot: Sampling = { temperature: 1.5, topP: 0.9, topK: 40, minP: 0.01, seed: 11 };
  const scored = (more: Partial<GenerateRequest>) =>
    readAnswer(replica.generate(ask('tell me a story', { sampling: hot, maxTokens: 40, scores: 20, ...more }), never));

  it('change no word of the answer, also where a grammar holds it', async () => {
    for (const grammar of [null, { kind: 'json' as const }]) {
      const asked = await scored({ grammar });
      const unasked = await scored({ grammar, scores: undefined });
      expect(asked.tokens).toEqual(unasked.tokens);
      expect([asked.scores.length, unasked.scores.length]).toEqual([asked.tokens.length, 0]);
    }
  });

  it('are the model’s own, as a look at its whole vocabulary says, whatever is drawn', async () => {
    const { prompt, scores } = await scored({
      sampling: { ...hot, penalties: { ...none, repeat: 2, last: 99 }, bias: [[7, 100]] },
      maxTokens: 1,
    });
    const [first] = scores;
    const whole = await wholeLook(prompt);
    expect(first?.top.map(({ logprob }) => Math.exp(logprob))).toEqual(
      whole.slice(0, 20).map((chance) => expect.closeTo(chance, 4) as number),
    );
    // Token 7, which the bias calls for, is none of them.
    expect(first?.logprob).toBeLessThan(first?.top.at(-1)?.logprob ?? 0);
    expect(first?.logprob).toBeGreaterThan(lowestScore);
    expect(whole.some((chance) => Math.abs(Math.log(chance) - (first?.logprob ?? 0)) < 1e-3)).toBe(true);
  });

  it('name each token by its text, and as many others as are asked for', async () => {
    const { text, scores } = await scored({ scores: 2, sampling: greedy });
    expect(scores.map((one) => one.text).join('')).toBe(text);
    for (const { top, logprob, text: own } of scores) expect(top).toMatchObject([{ text: own, logprob }, {}]);
    const alone = await scored({ scores: 0, sampling: greedy });
    expect(alone.scores.map(({ top }) => top.length)).toEqual(scores.map(() => 0));
  });

  /** The chances of all tokens after a prompt, from the engine itself. */
  async function wholeLook(prompt: readonly number[]): Promise<number[]> {
    const llama = await getLlama({
      gpu: false,
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      maxThreads: 1,
    });
    const model = await llama.loadModel({ modelPath: demoFile, gpuLayers: 0 });
    const sequence = (await model.createContext({ contextSize: 512 })).getSequence();
    const look = sequence.evaluateWithMetadata(prompt as Token[], { probabilities: true }, { temperature: 0 });
    const { value } = await look.next();
    await look.return();
    await llama.dispose();
    return [...(value?.probabilities?.values() ?? [])].toSorted((a, b) => b - a);
  }
});
