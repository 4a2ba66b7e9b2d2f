import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vectorOf } from '../../../common/vector-text.ts';
import type { EmbedFrame, EmbedRequest } from '../../../contract/embed.ts';
import type { LoadedReplica } from '../../../node-agent/engine/engine.ts';
import { demoSpec } from './demo-spec.ts';
import { engineFor, type EngineUnderTest } from './engine-suite.ts';
import { tinyEmbedder } from '../models/small-shapes.ts';
import { writeDrawnModel } from '../models/write-model.ts';
import { until } from '../until.ts';

const never = new AbortController().signal;
/** Long enough for a first use of a software device, which compiles its shaders. */
const loadLimitMs = 110_000;

export const textInputs = (...texts: string[]): EmbedRequest => ({
  requestId: 'test',
  inputs: texts.map((text) => ({ kind: 'text', text })),
});

/** Reads vectors to the last frame. */
export async function readVectors(frames: AsyncIterable<EmbedFrame>) {
  const vectors: Float32Array[] = [];
  const tokens: number[] = [];
  let last: EmbedFrame | null = null;
  for await (const frame of frames) {
    last = frame;
    if (frame.type !== 'vector') continue;
    expect(frame.index).toBe(vectors.length);
    vectors.push(vectorOf(frame.vector));
    tokens.push(frame.tokens);
  }
  return { vectors, tokens, last };
}

/** 1 for the same direction. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const dot = (x: ArrayLike<number>, y: ArrayLike<number>): number =>
    Array.from(x).reduce((sum, value, at) => sum + value * (y[at] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

/** What every engine must do with a model that makes vectors: one suite for the real runner and the scripted one. */
export function embeddingSuite(engine: EngineUnderTest): void {
  describe(`vectors of the engine (${engine.name})`, () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'aivailable-test-'));
    let replica: LoadedReplica;

    beforeAll(async () => {
      const file = path.join(folder, 'tiny-embedder.gguf');
      writeDrawnModel(file, tinyEmbedder);
      const spec = demoSpec({ gpuIds: [engine.gpu.id], kind: 'embedding', contextLength: 64, slots: 2 });
      replica = await engineFor(engine).load({ spec, file, gpus: [engine.gpu] }, never);
    }, loadLimitMs);

    afterAll(async () => {
      await replica.unload();
      rmSync(folder, { recursive: true, force: true });
    });

    const vectorsOf = (...texts: string[]) => readVectors(replica.embed(textInputs(...texts), never));

    it('are one for each text, in order, with its tokens, and differ as the texts do', async () => {
      const { vectors, tokens, last } = await vectorsOf('a letter', 'an invoice for paper', 'a letter');
      expect(last).toEqual({ type: 'end' });
      expect(vectors.map(({ length }) => length)).toEqual(vectors.map(() => vectors[0]?.length));
      expect(tokens[1]).toBeGreaterThan(tokens[0] ?? Infinity);
      const [first = [], second = [], again = []] = vectors;
      expect(again).toEqual(first);
      expect(cosine(first, second)).toBeLessThan(0.99);
    });

    it('are the same for tokens as for another call with them', async () => {
      const request: EmbedRequest = { requestId: 'test', inputs: [{ kind: 'tokens', tokens: [12, 30, 41] }] };
      const [first, again] = await Promise.all([1, 2].map(() => readVectors(replica.embed(request, never))));
      expect(first?.vectors).toHaveLength(1);
      expect(again).toEqual(first);
    });

    it('are refused for a text that is too long, with the numbers and its place, before any is made', async () => {
      const { vectors, last } = await vectorsOf('short', 'x '.repeat(80));
      expect(vectors).toEqual([]);
      expect(last).toMatchObject({
        type: 'error',
        problem: { code: 'context_length_exceeded', param: 'inputs.1' },
      });
      expect(JSON.stringify(last)).toMatch(/The text has \d+ tokens; this model's context is 64\./);
    });

    it('of a text that fills the context to its last token are made', async () => {
      const room = 64 - ((await vectorsOf('x')).tokens[0] ?? 0) + 1;
      const tokens = Array.from({ length: room }, () => 20);
      const full = await readVectors(replica.embed({ requestId: 'test', inputs: [{ kind: 'tokens', tokens }] }, never));
      expect(full.tokens).toEqual([64]);
    });

    it('are made in all slots at once, and one request more is refused', async () => {
      // On a software device each takes a second.
      const count = engine.gpu.backend === 'cpu' ? 30 : 3;
      const many = Array.from({ length: count }, (_, at) => `text ${'abcdefghij'[at % 10]}`);
      const running = [vectorsOf(...many), vectorsOf(...many)];
      await until('both slots are busy', () => replica.slotsBusy === 2);
      await expect(vectorsOf('one more')).rejects.toMatchObject({ problem: { code: 'no_free_slot' } });
      const [first, second] = await Promise.all(running);
      expect(first?.vectors).toHaveLength(count);
      expect(second?.vectors).toEqual(first?.vectors);
    });

    it('are no longer made when the reader leaves, and the slot is free', async () => {
      const many = textInputs(...Array.from({ length: 200 }, () => 'some text'));
      for await (const frame of replica.embed(many, never)) if (frame.type === 'vector') break;
      await until('the slot is free', () => replica.slotsBusy === 0);
      expect((await vectorsOf('after that')).last).toEqual({ type: 'end' });
    });

    it('come from a whole GPU, where there is one', () => {
      expect(replica.memory.workBytes).toBeGreaterThan(0);
      const proof = replica.proof && [replica.proof.backend, replica.proof.layersOnGpu === replica.proof.layers];
      expect(proof).toEqual(engine.gpu.backend === 'cpu' ? null : [engine.gpu.backend, true]);
    });
  });
}
