/** How the real engine draws tokens: penalties and biases do what they say. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sampling } from '../../contract/generate.ts';
import type { LoadedReplica } from '../../node-agent/engine/engine.ts';
import { aProcessor } from '../support/a-gpu.ts';
import { demoFile, demoSpec } from '../support/demo-spec.ts';
import { engineFor } from '../support/engine-suite.ts';
import { ask, readAnswer } from '../support/generate-call.ts';

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
