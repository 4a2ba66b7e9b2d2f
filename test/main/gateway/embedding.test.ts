import { describe, expect, it, onTestFinished } from 'vitest';
import { vectorOf } from '../../../common/vector-text.ts';
import type { EmbedInput } from '../../../contract/embed.ts';
import type { VectorLimits } from '../../../main/gateway/vector-pieces.ts';
import type { EmbeddingRequest } from '../../../main/gateway/vector-course.ts';
import { aRequest, answeringOver, collect, embeddingOver } from '../../support/gateway/answering-over.ts';
import { cosine } from '../../support/engine/embedding-suite.ts';
import { crashed, lost, MemoryFleet } from '../../support/gateway/memory-fleet.ts';
import { scriptedVectors } from '../../support/engine/scripted-vectors.ts';
import { until } from '../../support/until.ts';

const never = new AbortController().signal;
const office = (): MemoryFleet => new MemoryFleet().model('bge', { kind: 'embedding', contextLength: 64 });
const bge = { model: 'bge' };
const texts = (count: number): EmbedInput[] =>
  Array.from({ length: count }, (_, at) => ({ kind: 'text', text: `letter ${at}` }));

function open(fleet: MemoryFleet, limits?: Partial<VectorLimits>) {
  const { embedding, slots, usage, ends } = embeddingOver(fleet, limits);
  onTestFinished(() => slots.close());
  const embed = (inputs: EmbedInput[], more: Partial<EmbeddingRequest> = {}, signal = never) =>
    embedding.embed(
      {
        id: 'req-1',
        caller: { id: 'key-1', name: 'test', weight: 1 },
        model: 'bge',
        inputs,
        dimensions: null,
        nameOf: (index) => `input.${index}`,
        ...more,
      },
      signal,
    );
  return { embed, slots, usage, ends };
}

/** What a replica gives for these, in the same direction. */
const isOf = (vectors: readonly Float32Array[], inputs: readonly EmbedInput[]): boolean =>
  vectors.length === inputs.length &&
  scriptedVectors(inputs, 64).every(
    (frame, at) => frame.type === 'vector' && cosine(vectorOf(frame.vector), vectors[at] ?? []) > 0.99999,
  );

describe('vectors of texts', () => {
  it('are of length 1, in order, and their tokens are counted', async () => {
    const { embed, usage, ends } = open(office().replica('a', bge));
    const inputs = texts(3);
    const { vectors, promptTokens, machineName } = await embed(inputs);
    expect(isOf(vectors, inputs)).toBe(true);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    expect([promptTokens, machineName]).toEqual([24, 'A']);
    expect(usage).toEqual([{ keyId: 'key-1', model: 'bge', promptTokens: 24, completionTokens: 0 }]);
    expect(ends).toMatchObject([{ outcome: 'whole', code: null, promptTokens: 24, machine: 'A', restarts: 0 }]);
  });

  it('are cut to the first dimensions that are asked for, and have length 1 again', async () => {
    const { embed } = open(office().replica('a', bge));
    const [whole, cut] = [await embed(texts(1)), await embed(texts(1), { dimensions: 3 })];
    expect(cut.vectors[0]).toHaveLength(3);
    expect(Math.hypot(...(cut.vectors[0] ?? []))).toBeCloseTo(1, 5);
    expect(cosine(cut.vectors[0] ?? [], whole.vectors[0]?.subarray(0, 3) ?? [])).toBeCloseTo(1, 5);
    await expect(embed(texts(1), { dimensions: 9 })).rejects.toMatchObject({
      problem: { code: 'unsupported_parameter', param: 'dimensions', message: expect.stringContaining('8 values') },
    });
  });

  it('of many texts come from several machines, no slot taken twice, in order', async () => {
    const fleet = office().replica('a', bge).replica('b', bge);
    const inputs = texts(100);
    const { vectors, promptTokens } = await open(fleet).embed(inputs);
    expect(isOf(vectors, inputs)).toBe(true);
    expect(promptTokens).toBe(10 * 8 + 90 * 9);
    expect(new Set(fleet.embedCalls.map(({ replicaId }) => replicaId))).toEqual(new Set(['a', 'b']));
    expect([fleet.embedCalls.length, fleet.overbooked]).toEqual([4, 0]);
  });

  it('of one request all come from one file, though another one would be free', async () => {
    const fleet = office()
      .replica('a', { ...bge, slots: 2 })
      .replica('b', { ...bge, variant: 'sha-2' });
    const inputs = texts(100);
    expect(isOf((await open(fleet).embed(inputs)).vectors, inputs)).toBe(true);
    expect(new Set(fleet.embedCalls.map(({ replicaId }) => replicaId))).toEqual(new Set(['a']));
  });

  it('that a lost machine did not give come from another one with the same file, and nobody hears of it', async () => {
    const fleet = office()
      .replica('a', bge, { breakAt: 2 })
      .replica('b', { ...bge, variant: 'sha-2' })
      .replica('c', { ...bge, state: 'loading' });
    const { embed, ends } = open(fleet);
    const inputs = texts(4);
    const waiting = embed(inputs);
    await until('the first machine was lost', () => fleet.embedCalls.length > 0 && fleet.running('a') === 0);
    fleet.setState('a', 'failed');
    fleet.setState('c', 'ready');
    const { vectors, promptTokens } = await waiting;
    expect(isOf(vectors, inputs)).toBe(true);
    expect(promptTokens).toBe(32);
    expect(fleet.embedCalls.map(({ replicaId, request }) => [replicaId, request.inputs.length])).toEqual([
      ['a', 4],
      ['c', 2],
    ]);
    expect(ends).toMatchObject([{ outcome: 'whole', restarts: 1 }]);
  });

  it('may come from any file when a machine is lost before the first', async () => {
    const fleet = office()
      .replica('a', bge, { breakAt: 0 })
      .replica('b', { ...bge, variant: 'sha-2' });
    const { vectors } = await open(fleet).embed(texts(2));
    expect(isOf(vectors, texts(2))).toBe(true);
    expect(fleet.embedCalls.map(({ replicaId }) => replicaId)).toEqual(['a', 'b']);
  });

  it('that break every machine are given up after some crashes', async () => {
    const fleet = office();
    for (const id of ['a', 'b', 'c', 'd']) fleet.replica(id, bge, { breakAt: 0, breakWith: crashed() });
    const { embed, ends } = open(fleet);
    await expect(embed(texts(1))).rejects.toMatchObject({ problem: { code: 'engine_crashed' } });
    expect(fleet.embedCalls).toHaveLength(3);
    expect(ends).toMatchObject([{ outcome: 'failed', code: 'engine_crashed' }]);
  });

  it('of which one text is too long are refused by its name, whether or not a machine had to count', async () => {
    const untouched = office().replica('a', bge);
    const inputs = texts(40);
    inputs[35] = { kind: 'text', text: 'x'.repeat(5_000) };
    await expect(open(untouched).embed(inputs)).rejects.toMatchObject({
      problem: { code: 'context_length_exceeded', param: 'input.35' },
    });
    expect(untouched.embedCalls).toEqual([]);
    const fleet = office().replica('b', bge);
    fleet.usually({ holds: 64 });
    inputs[35] = { kind: 'text', text: 'x'.repeat(100) };
    await expect(open(fleet).embed(inputs)).rejects.toMatchObject({
      problem: { code: 'context_length_exceeded', param: 'input.35', message: expect.stringContaining('100 tokens') },
    });
  });

  it('wait in turn while all slots are busy, and are refused when that takes too long', async () => {
    const fleet = office().replica('a', bge, { pauseAt: 0 });
    const { embed, slots, ends } = open(fleet, { waitMs: 200 });
    const first = embed(texts(1));
    await until('it is busy', () => fleet.paused === 1);
    const second = embed(texts(1)).catch((error: unknown) => error);
    await until('it waits', () => slots.waiting === 1);
    expect(await second).toMatchObject({ problem: { code: 'wait_too_long' } });
    fleet.release();
    expect((await first).vectors).toHaveLength(1);
    expect(ends.map(({ outcome }) => outcome)).toEqual(['refused', 'whole']);
  });

  it('stop to be made when the client leaves, and the slot is free again', async () => {
    const fleet = office().replica('a', bge, { pauseAt: 1 });
    const { embed, ends } = open(fleet);
    const leaving = new AbortController();
    const waiting = embed(texts(3), {}, leaving.signal);
    await until('it works', () => fleet.paused === 1);
    leaving.abort();
    await expect(waiting).rejects.toThrow();
    expect(fleet.running('a')).toBe(0);
    expect(ends).toMatchObject([{ outcome: 'cancelled' }]);
    expect((await embed(texts(1))).vectors).toHaveLength(1);
  });

  it('of a machine that says nothing any more come from another', async () => {
    const fleet = office().replica('a', bge, { pauseAt: 0 }).replica('b', bge);
    const { vectors } = await open(fleet, { idleMs: 50 }).embed(texts(1));
    expect(isOf(vectors, texts(1))).toBe(true);
    expect(fleet.embedCalls.map(({ replicaId }) => replicaId)).toEqual(['a', 'b']);
  });

  it('end with an error when a machine stops short and no other has the file', async () => {
    const fleet = office().replica('a', bge, { stopShortAt: 1 }, { refuse: lost() });
    const { embed } = open(fleet, { waitMs: 100 });
    await expect(embed(texts(2))).rejects.toMatchObject({ problem: { code: 'model_not_ready' } });
  });
});

describe('a model', () => {
  it('that writes is not asked for vectors, and one that makes vectors is not asked to write', async () => {
    const fleet = office().model('demo').replica('a', bge).replica('b');
    const { embed } = open(fleet);
    await expect(embed(texts(1), { model: 'demo' })).rejects.toMatchObject({
      problem: { code: 'wrong_model_kind', param: 'model', message: expect.stringContaining('"demo" writes answers') },
    });
    const { answering, slots } = answeringOver(fleet);
    onTestFinished(() => slots.close());
    await expect(collect(answering.answer(aRequest(bge), never))).rejects.toMatchObject({
      problem: { code: 'wrong_model_kind', param: 'model', message: expect.stringContaining('"bge" makes vectors') },
    });
    expect([fleet.calls, fleet.embedCalls]).toEqual([[], []]);
  });

  it('that the office does not have is refused by its name', async () => {
    await expect(open(office()).embed(texts(1), { model: 'ada' })).rejects.toMatchObject({
      problem: { code: 'model_not_found' },
    });
  });
});
