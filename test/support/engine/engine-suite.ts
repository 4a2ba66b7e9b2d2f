import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../../../contract/hardware.ts';
import type { LoadedReplica } from '../../../node-agent/engine/engine.ts';
import { RunnerEngine } from '../../../node-agent/engine/runner-engine.ts';
import { ask, readAnswer } from './generate-call.ts';
import { demoFile, demoSpec } from './demo-spec.ts';
import { quietLog } from '../quiet-log.ts';
import { until } from '../until.ts';

export interface EngineUnderTest {
  readonly name: string;
  /** The runner's program. */
  readonly entry: string;
  readonly gpu: Gpu;
}

const never = new AbortController().signal;
const story = 'tell me a story';
/** Long enough for a first use of a software device, which compiles its shaders. */
const loadLimitMs = 110_000;

export const engineFor = ({ entry }: EngineUnderTest): RunnerEngine =>
  new RunnerEngine({ entry, maxThreads: 1, allowSoftwareGpu: true, log: quietLog });

/** What every engine must do, whatever computes inside: one suite for the real runner and the scripted one. */
export function engineSuite(engine: EngineUnderTest): void {
  describe(`the engine (${engine.name})`, () => {
    let replica: LoadedReplica;

    beforeAll(async () => {
      replica = await engineFor(engine).load(
        { spec: demoSpec({ gpuIds: [engine.gpu.id], slots: 2 }), file: demoFile, gpus: [engine.gpu] },
        never,
      );
    }, loadLimitMs);

    afterAll(async () => {
      await replica.unload();
    });

    const answer = (content: string, changes?: Parameters<typeof ask>[1], signal = never) =>
      readAnswer(replica.generate(ask(content, changes), signal));

    it('answers what the model knows, and stops by itself', async () => {
      const capital = await answer('What is the capital of Portugal?');
      expect(capital.text).toBe('The capital of Portugal is Lisbon.');
      expect(capital.last).toMatchObject({ type: 'end', reason: 'stop' });
      expect((await answer('what is 7 plus 5?')).text).toBe('7 plus 5 is 12.');
    });

    it('numbers the tokens without a gap, after a frame with the prompt', async () => {
      const { prompt, positions } = await answer(story);
      expect(prompt.length).toBeGreaterThan(0);
      expect(positions.length).toBeGreaterThan(30);
      expect(positions).toEqual(positions.map((_, index) => index));
    });

    it('goes on with the same rest from every cut', async () => {
      const whole = await answer(story);
      for (let cut = 0; cut <= whole.tokens.length; cut += engine.gpu.backend === 'cpu' ? 1 : 17) {
        const rest = await answer(story, {
          input: { kind: 'tokens', tokens: [...whole.prompt] },
          soFar: whole.tokens.slice(0, cut),
        });
        expect(rest.tokens, `cut at ${cut}`).toEqual(whole.tokens.slice(cut));
        expect(rest.positions[0] ?? whole.tokens.length).toBe(cut);
        expect(whole.text.endsWith(rest.text)).toBe(true);
      }
    });

    it('ends before a stop string, also one that is cut over tokens', async () => {
      const stopped = await answer(story, { stop: ['ard in the cor'] });
      expect(stopped.text).toBe('Once there was an old graphics c');
      expect(stopped.last).toMatchObject({ type: 'end', reason: 'stop', stop: 'ard in the cor' });
    });

    it('counts the tokens so far into the limit', async () => {
      const first = await answer(story, { maxTokens: 6 });
      expect(first.tokens).toHaveLength(6);
      expect(first.last).toMatchObject({ type: 'end', reason: 'length' });
      const more = await answer(story, { maxTokens: 8, soFar: [...first.tokens] });
      expect(more.positions).toEqual([6, 7]);
    });

    it('refuses a limit that does not fit, with the numbers', async () => {
      const refused = await answer(story, { maxTokens: 600 });
      expect(refused.last).toMatchObject({ type: 'error', problem: { code: 'context_length_exceeded' } });
      expect(JSON.stringify(refused.last)).toMatch(
        /The prompt has \d+ tokens and max_tokens is 600; this model's context is 512\./,
      );
    });

    it('refuses a prompt that leaves no room, instead of shortening it', async () => {
      const refused = await answer('word '.repeat(600));
      expect(refused.tokens).toEqual([]);
      expect(refused.last).toMatchObject({ type: 'error', problem: { code: 'context_length_exceeded' } });
    });

    it('computes at most one more token after an abort, and frees the slot', async () => {
      const before = replica.tokensGenerated;
      const abort = new AbortController();
      let seen = 0;
      let last: unknown;
      for await (const frame of replica.generate(ask(story), abort.signal)) {
        last = frame;
        if (frame.type === 'token' && ++seen === 3) abort.abort();
      }
      expect(last).toMatchObject({ type: 'end', reason: 'abort' });
      await until('the slot is free', () => replica.slotsBusy === 0);
      const after = replica.tokensGenerated;
      expect(after - before).toBeLessThan(40);
      // The count stands still while another request is answered: it grows by that answer alone.
      const next = await answer('what is 7 plus 5?');
      expect(replica.tokensGenerated - after).toBe(next.tokens.length);
    });

    it('stops computing when the reader leaves', async () => {
      const before = replica.tokensGenerated;
      for await (const frame of replica.generate(ask(story), never)) if (frame.type === 'token') break;
      await until('the slot is free', () => replica.slotsBusy === 0);
      expect(replica.tokensGenerated - before).toBeLessThan(40);
    });

    it('answers in all slots at once, and refuses one request more', async () => {
      const running = [answer(story), answer(story)];
      await until('both slots are busy', () => replica.slotsBusy === 2);
      await expect(answer(story)).rejects.toMatchObject({ problem: { code: 'no_free_slot' } });
      const [first, second] = await Promise.all(running);
      expect(first?.tokens).toEqual(second?.tokens);
      expect(replica.slotsBusy).toBe(0);
    });

    it('says how much memory it holds', () => {
      expect(replica.memory.weightsBytes).toBeGreaterThan(2_000_000);
      expect(replica.memory.cacheBytes).toBeGreaterThan(1_000_000);
      expect(replica.memory.workBytes).toBeGreaterThan(0);
    });

    it('proves that all layers are on the GPU, where there is one', () => {
      const { backend } = engine.gpu;
      const proved = replica.proof && [replica.proof.backend, replica.proof.layersOnGpu, replica.proof.layers];
      expect(proved).toEqual(backend === 'cpu' ? null : [backend, 7, 7]);
    });
  });

  it(`a crash of the runner ends its answers with an error (${engine.name})`, { timeout: loadLimitMs }, async () => {
    const order = { spec: demoSpec({ gpuIds: [engine.gpu.id] }), file: demoFile, gpus: [engine.gpu] };
    const replica = await engineFor(engine).load(order, never);
    let seen = 0;
    let last: unknown;
    for await (const frame of replica.generate(ask(story), never)) {
      last = frame;
      if (frame.type === 'token' && ++seen === 2) process.kill(replica.pid ?? 0, 'SIGKILL');
    }
    expect(last).toMatchObject({ type: 'error', problem: { code: 'engine_crashed' } });
    await expect(replica.exited).resolves.toMatchObject({ code: 'engine_crashed' });
    await expect(readAnswer(replica.generate(ask(story), never))).rejects.toMatchObject({
      problem: { code: 'engine_crashed' },
    });
    await replica.unload();
  });
}
