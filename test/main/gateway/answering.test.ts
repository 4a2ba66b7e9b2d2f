import { describe, expect, it } from 'vitest';
import { problem, ProblemError } from '../../../contract/problem.ts';
import type { AnswerPiece } from '../../../main/gateway/answer.ts';
import { aRequest, answeringOver, collect, textIn } from '../../support/gateway/answering-over.ts';
import { crashed, lost, MemoryFleet, textOf } from '../../support/gateway/memory-fleet.ts';
import { until } from '../../support/until.ts';

const never = new AbortController().signal;
const anyTime: unknown = expect.toSatisfy((ms: number) => ms >= 0 && ms < 10_000);
const twoReplicas = (): MemoryFleet => new MemoryFleet().model('demo');

describe('answering', () => {
  it('tells who writes, then the text, then the end with usage', async () => {
    const fleet = new MemoryFleet().model('demo').replica('a');
    const { answering, usage } = answeringOver(fleet);
    const pieces = await collect(answering.answer(aRequest(), never));
    expect(pieces[0]).toEqual({ type: 'placed', machineName: 'A', promptTokens: 1 });
    expect(textIn(pieces)).toBe(textOf(5));
    expect(pieces.at(-1)).toMatchObject({
      type: 'end',
      reason: 'stop',
      usage: { promptTokens: 1, completionTokens: 5 },
    });
    expect(usage).toEqual([{ keyId: 'key-1', model: 'demo', promptTokens: 1, completionTokens: 5 }]);
  });

  it('says which of the stop texts ended it, and what the time went into', async () => {
    const fleet = new MemoryFleet().model('demo').replica('a').usually({ stoppedBy: '.' });
    const endOf = async (stop: string[]) =>
      (await collect(answeringOver(fleet).answering.answer(aRequest({ stop }), never))).at(-1);
    expect(await endOf(['!', '.'])).toMatchObject({ reason: 'stop', stop: '.' });
    // Stop texts of the grammar are nobody's business.
    const end = await endOf(['!']);
    expect(end).toMatchObject({ reason: 'stop', stop: null });
    const times = end?.type === 'end' ? end.times : null;
    expect(times).toEqual({ all: anyTime, waiting: anyTime, reading: anyTime, writing: anyTime });
  });

  it('ends with "length" at max_tokens', async () => {
    const { answering } = answeringOver(new MemoryFleet().model('demo').replica('a'));
    const pieces = await collect(answering.answer(aRequest({ maxTokens: 3 }), never));
    expect(pieces.at(-1)).toMatchObject({ type: 'end', reason: 'length', usage: { completionTokens: 3 } });
  });

  it('sends a request elsewhere, unseen, when its machine is lost before the first token', async () => {
    const fleet = twoReplicas().replica('a', {}, { breakAt: 0 }).replica('b');
    const { answering } = answeringOver(fleet);
    const pieces = await collect(answering.answer(aRequest(), never));
    expect(textIn(pieces)).toBe(textOf(5));
    expect(pieces.some(({ type }) => type === 'moved')).toBe(false);
    expect(fleet.calls.map(({ replicaId }) => replicaId)).toEqual(['a', 'b']);
    expect(fleet.calls[1]?.request).toMatchObject({ epoch: 1, soFar: [], input: { kind: 'chat' } });
  });

  it('goes on after exactly the tokens so far when its machine is lost at any token', async () => {
    for (let breakAt = 1; breakAt < 5; breakAt += 1) {
      const fleet = twoReplicas().replica('a', {}, { breakAt }).replica('b');
      const { answering, usage } = answeringOver(fleet);
      const pieces = await collect(answering.answer(aRequest(), never));
      expect(textIn(pieces)).toBe(textOf(5));
      expect(pieces.filter(({ type }) => type === 'moved')).toEqual([
        { type: 'moved', from: 'A', to: 'B', why: 'lost', tokens: breakAt, gapMs: expect.any(Number) },
      ]);
      const soFar = Array.from({ length: breakAt }, (_, at) => 1000 + at);
      expect(fleet.calls[1]?.request).toMatchObject({ epoch: 1, soFar, input: { kind: 'tokens', tokens: [10] } });
      expect(usage).toMatchObject([{ completionTokens: 5 }]);
      expect(pieces.at(-1)).toMatchObject({ type: 'end', machineName: 'B' });
    }
  });

  it('treats a plain connection error and a stream that just ends like a lost machine', async () => {
    for (const script of [
      { breakAt: 2, breakWith: new Error('ECONNRESET') },
      { stopShortAt: 2 },
      { endWith: 'abort', tokens: 2 } as const,
    ]) {
      const fleet = twoReplicas().replica('a', {}, script).replica('b');
      expect(textIn(await collect(answeringOver(fleet).answering.answer(aRequest(), never)))).toBe(textOf(5));
    }
  });

  it('drops frames of another attempt and tokens out of place, and asks elsewhere', async () => {
    for (const script of [{ wrongEpoch: true }, { skipAt: 2 }, { skipAt: 0 }]) {
      const fleet = twoReplicas().replica('a', {}, script).replica('b');
      const pieces = await collect(answeringOver(fleet).answering.answer(aRequest(), never));
      expect(textIn(pieces)).toBe(textOf(5));
    }
  });

  it('goes on only on the same file, since its tokens mean nothing to another', async () => {
    const fleet = twoReplicas().replica('a', {}, { breakAt: 2 }).replica('b', { variant: 'sha-2' });
    const { answering } = answeringOver(fleet, { waitMs: 3000 });
    const pieces = await collect(answering.answer(aRequest(), never));
    expect(textIn(pieces)).toBe(textOf(5));
    expect(fleet.calls.map(({ replicaId }) => replicaId)).toEqual(['a', 'a']);
  });

  it('waits for the only replica to come back after its runner was killed', async () => {
    const fleet = new MemoryFleet().model('demo').replica('a', {}, { breakAt: 0, breakWith: crashed() });
    const { answering } = answeringOver(fleet);
    const pieces: AnswerPiece[] = [];
    const answer = (async () => {
      for await (const piece of answering.answer(aRequest(), never)) pieces.push(piece);
    })();
    await until('it was tried', () => fleet.calls.length === 1);
    fleet.setState('a', 'failed');
    fleet.setState('a', 'loading');
    await until('it waits', () => pieces.some(({ type }) => type === 'waiting'));
    fleet.setState('a', 'ready');
    await answer;
    const reason = 'The model is being loaded on A.';
    expect(pieces).toContainEqual({ type: 'waiting', place: null, seconds: null, reason });
    expect(textIn(pieces)).toBe(textOf(5));
  });

  it('says machine_lost, with the tokens, when nobody can go on in time', async () => {
    const fleet = new MemoryFleet().model('demo').replica('a', {}, { pauseAt: 2 });
    fleet.usually({ breakAt: 2 });
    const { answering } = answeringOver(fleet, { waitMs: 40, idleMs: 20 });
    const pieces: string[] = [];
    const answer = (async () => {
      for await (const piece of answering.answer(aRequest(), never)) {
        pieces.push(piece.type);
        if (piece.type === 'text' && pieces.filter((one) => one === 'text').length === 2) fleet.setState('a', 'failed');
      }
    })();
    await expect(answer).rejects.toMatchObject({
      problem: { code: 'machine_lost', message: expect.stringContaining('2 tokens') },
    });
    expect(pieces.filter((type) => type === 'text')).toHaveLength(2);
  });

  it('leaves a machine that falls silent', async () => {
    const fleet = twoReplicas().replica('a', {}, { pauseAt: 3 }).replica('b');
    const pieces = await collect(answeringOver(fleet, { idleMs: 30 }).answering.answer(aRequest(), never));
    expect(textIn(pieces)).toBe(textOf(5));
    expect(fleet.calls[0]?.signal.aborted).toBe(true);
  });

  it('blames the request after three crashes without a token between them', async () => {
    const fleet = new MemoryFleet().model('demo').usually({ refuse: crashed() });
    for (const name of ['a', 'b', 'c', 'd']) fleet.replica(name);
    const { answering, usage } = answeringOver(fleet);
    await expect(collect(answering.answer(aRequest(), never))).rejects.toMatchObject({
      problem: { code: 'engine_crashed' },
    });
    expect(fleet.calls).toHaveLength(3);
    expect(usage).toMatchObject([{ completionTokens: 0 }]);
  });

  it('passes on a refusal that is about the request, at once', async () => {
    const refuse = new ProblemError(problem('context_length_exceeded', 'The prompt has 2,100 tokens.'));
    const fleet = twoReplicas().replica('a', {}, { refuse }).replica('b');
    const pieces = collect(answeringOver(fleet).answering.answer(aRequest(), never));
    await expect(pieces).rejects.toMatchObject({ problem: { code: 'context_length_exceeded' } });
    expect(fleet.calls).toHaveLength(1);
  });

  it('refuses max_tokens that never fit before it waits for a place', async () => {
    const { answering } = answeringOver(new MemoryFleet().model('demo'));
    for (const maxTokens of [2048, 2 ** 31, 2 ** 40]) {
      const pieces = collect(answering.answer(aRequest({ maxTokens }), never));
      await expect(pieces).rejects.toMatchObject({ problem: { code: 'context_length_exceeded', param: 'max_tokens' } });
    }
  });

  it('asks again when the agent has no free slot yet', async () => {
    const refuse = new ProblemError(problem('no_free_slot', 'All slots are busy.'));
    const fleet = new MemoryFleet().model('demo').replica('a', {}, { refuse }, { refuse });
    expect(textIn(await collect(answeringOver(fleet).answering.answer(aRequest(), never)))).toBe(textOf(5));
    expect(fleet.calls).toHaveLength(3);
  });

  it('stops the machine and frees the slot when it is aborted', async () => {
    const fleet = new MemoryFleet().model('demo').replica('a', {}, { pauseAt: 2 });
    const { answering, usage } = answeringOver(fleet);
    const stop = new AbortController();
    const answer = collect(answering.answer(aRequest(), stop.signal));
    await until('it writes', () => fleet.running('a') === 1);
    stop.abort(new Error('left'));
    await expect(answer).rejects.toThrow('left');
    expect(fleet.calls[0]?.signal.aborted).toBe(true);
    expect(fleet.running('a')).toBe(0);
    expect(usage).toMatchObject([{ completionTokens: 2 }]);
    expect(textIn(await collect(answering.answer(aRequest(), never)))).toBe(textOf(5));
  });

  it('hands an answer over at a token when its replica is being emptied and another is free', async () => {
    for (let pauseAt = 0; pauseAt < 5; pauseAt += 1) {
      const fleet = twoReplicas().replica('a', {}, { pauseAt }).replica('b');
      const { answering, usage } = answeringOver(fleet);
      const answer = collect(answering.answer(aRequest(), never));
      await until('it pauses', () => fleet.paused === 1);
      fleet.setState('a', 'draining');
      const pieces = await answer;
      expect(textIn(pieces)).toBe(textOf(5));
      expect(fleet.calls.map(({ replicaId }) => replicaId)).toEqual(['a', 'b']);
      expect(fleet.running('a')).toBe(0);
      const moves = pieces.filter(({ type }) => type === 'moved');
      const moved = { type: 'moved', from: 'A', to: 'B', why: 'drained', tokens: pauseAt };
      expect(moves).toMatchObject(pauseAt === 0 ? [] : [moved]);
      expect(usage).toMatchObject([{ completionTokens: 5 }]);
    }
  });

  it('lets an answer be finished where it is, when its replica is being emptied and no other is free', async () => {
    const fleet = new MemoryFleet().model('demo').replica('a', {}, { pauseAt: 2 });
    const answer = collect(answeringOver(fleet).answering.answer(aRequest(), never));
    await until('it pauses', () => fleet.paused === 1);
    fleet.setState('a', 'draining');
    fleet.release();
    expect(textIn(await answer)).toBe(textOf(5));
    expect(fleet.calls).toHaveLength(1);
  });

  it('frees the slot that was kept for it when it is aborted at that moment', async () => {
    const fleet = twoReplicas().replica('a', {}, { pauseAt: 2 }).replica('b', {}, { pauseAt: 2 });
    const { answering } = answeringOver(fleet);
    const stop = new AbortController();
    const answer = collect(answering.answer(aRequest(), stop.signal));
    await until('it pauses', () => fleet.paused === 1);
    fleet.setState('a', 'draining');
    await until('it goes on elsewhere', () => fleet.running('b') === 1);
    stop.abort(new Error('left'));
    await expect(answer).rejects.toThrow('left');
    expect(textIn(await collect(answering.answer(aRequest(), never)))).toBe(textOf(5));
    expect(fleet.overbooked).toBe(0);
  });

  it('tells of one move when a second machine fails before it went on', async () => {
    const fleet = twoReplicas().replica('a', {}, { breakAt: 3 }).replica('b', {}, { breakAt: 3 }).replica('c');
    const pieces = await collect(answeringOver(fleet).answering.answer(aRequest(), never));
    expect(textIn(pieces)).toBe(textOf(5));
    expect(pieces.filter(({ type }) => type === 'moved')).toMatchObject([{ from: 'A', to: 'C', tokens: 3 }]);
  });

  it('draws no further request to a replica that fails fast', async () => {
    const fleet = new MemoryFleet().model('demo').replica('b', { slots: 4, tokensPerSecond: 1 });
    fleet.replica('a', { slots: 4, tokensPerSecond: 100 }, ...Array.from({ length: 20 }, () => ({ refuse: lost() })));
    const { answering } = answeringOver(fleet);
    for (let times = 0; times < 10; times += 1) {
      expect(textIn(await collect(answering.answer(aRequest(), never)))).toBe(textOf(5));
    }
    expect(fleet.calls.filter(({ replicaId }) => replicaId === 'a')).toHaveLength(1);
  });

  it('answers everything, without a token twice or missing, over many losses at once', async () => {
    const fleet = new MemoryFleet().model('demo').usually({ tokens: 12 });
    for (const [at, name] of ['a', 'b', 'c'].entries()) {
      const faults = Array.from({ length: 12 }, (_, n) => ({
        tokens: 12,
        breakAt: (n * 5 + at * 3) % 12,
        breakWith: lost(),
      }));
      fleet.replica(name, { slots: 2 }, ...faults.flatMap((fault) => [fault, { tokens: 12 }]));
    }
    const { answering, slots } = answeringOver(fleet, { waitMs: 8000 });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        collect(answering.answer(aRequest({ caller: { id: `key-${at % 3}`, name: '', weight: 1 } }), never)),
      ),
    );
    for (const pieces of answers) expect(textIn(pieces)).toBe(textOf(12));
    expect(fleet.overbooked).toBe(0);
    expect(slots.waiting).toBe(0);
  });
});

describe('how a request ended', () => {
  it('is told once, with its moves, and with what was lost before the first token', async () => {
    const fleet = twoReplicas().replica('a', {}, { breakAt: 3 }).replica('b');
    const { answering, ends } = answeringOver(fleet);
    await collect(answering.answer(aRequest(), never));
    const moved = { outcome: 'moved', code: null, completionTokens: 5, machine: 'B', restarts: 0 };
    expect(ends).toMatchObject([{ ...moved, moves: [{ from: 'A', to: 'B', why: 'lost', tokens: 3 }] }]);
    const early = answeringOver(twoReplicas().replica('a', {}, { breakAt: 0 }).replica('b'));
    await collect(early.answering.answer(aRequest(), never));
    expect(early.ends).toMatchObject([{ outcome: 'whole', restarts: 1, moves: [] }]);
  });

  it('is cancelled when the client leaves, and refused when there is no place', async () => {
    const fleet = new MemoryFleet().model('demo').replica('a');
    const { answering, ends } = answeringOver(fleet);
    for await (const piece of answering.answer(aRequest(), never)) if (piece.type === 'text') break;
    expect(ends).toMatchObject([{ outcome: 'cancelled' }]);
    const empty = answeringOver(new MemoryFleet().model('demo'), { waitMs: 10 });
    await expect(collect(empty.answering.answer(aRequest(), never))).rejects.toThrow();
    expect(empty.ends).toMatchObject([{ outcome: 'refused', firstTokenMs: null }]);
  });

  it('is not told of models that the office does not have, nor of prompts that are only counted', async () => {
    const { answering, usage, ends } = answeringOver(new MemoryFleet().model('demo').replica('a'));
    await expect(collect(answering.answer(aRequest({ model: 'none' }), never))).rejects.toThrow();
    for await (const { type } of answering.answer(aRequest({ countOnly: true }), never)) if (type === 'placed') break;
    expect([usage, ends]).toEqual([[], []]);
  });
});
