/** Answers over an office with an external server: what its client sees when that fails. */
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../../contract/problem.ts';
import { attachedOffice } from '../../support/attached-office.ts';
import { answeringOver, aRequest, collect, embeddingOver, textIn } from '../../support/gateway/answering-over.ts';
import { textOf } from '../../support/gateway/memory-fleet.ts';
import { until } from '../../support/until.ts';
import { ollamaLike } from '../../support/upstream/ollama-like.ts';
import { vllmLike } from '../../support/upstream/vllm-like.ts';
import { Slots } from '../../../main/gateway/slots.ts';
import { Traffic } from '../../../main/inventory/traffic.ts';
import { steadyClock } from '../../../main/base/clock.ts';
import { aWant } from '../../support/router/router-office.ts';
import type { AnswerRequest } from '../../../main/gateway/answer.ts';
import type { EmbeddingRequest } from '../../../main/gateway/vector-course.ts';

const never = new AbortController().signal;
const big = (more: Partial<AnswerRequest> = {}): AnswerRequest => aRequest({ model: 'big', ...more });
const oneText: EmbeddingRequest = {
  id: 'r',
  caller: aRequest().caller,
  model: 'bge-small',
  inputs: [{ kind: 'text', text: 'one' }],
  dimensions: null,
  nameOf: () => 'input',
};
const quickly = { waitMs: 1_000 };

async function codeOf(answer: Promise<unknown>): Promise<string> {
  const error = await answer.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof ProblemError ? error.problem.code : String(error);
}

describe.each([
  ['vLLM', vllmLike],
  ['Ollama', ollamaLike],
] as const)('an answer from a server like %s', (_name, make) => {
  it('names the server, and counts what it says', async () => {
    const { fleet } = await attachedOffice(make());
    const { answering, usage, ends } = answeringOver(fleet, quickly);
    const pieces = await collect(answering.answer(big(), never));
    expect(textIn(pieces)).toBe('You said: Hello');
    expect(pieces.at(-1)).toMatchObject({
      type: 'end',
      machineName: 'BIG-BOX',
      usage: { promptTokens: 1, completionTokens: 3 },
    });
    expect(usage).toMatchObject([{ model: 'big', promptTokens: 1, completionTokens: 3 }]);
    expect(ends).toMatchObject([{ outcome: 'whole', machine: 'BIG-BOX' }]);
  });

  it('comes from a machine of the office when the server is lost before the first token', async () => {
    const upstream = make();
    const { fleet, own } = await attachedOffice(upstream, { prefer: true });
    own.model('big').replica('a', { model: 'big' });
    upstream.script({ fault: { kind: 'drop' } });
    const { answering, ends } = answeringOver(fleet, quickly);
    const pieces = await collect(answering.answer(big(), never));
    expect(textIn(pieces)).toBe(textOf(5));
    expect(pieces.some(({ type }) => type === 'moved')).toBe(false);
    expect(ends).toMatchObject([{ outcome: 'whole', machine: 'A', restarts: 1 }]);
  });

  it('comes from the server when a machine of the office is lost before the first token', async () => {
    const { fleet, own } = await attachedOffice(make());
    own.model('big').replica('a', { model: 'big' }, { breakAt: 0 });
    const { answering } = answeringOver(fleet, quickly);
    expect(textIn(await collect(answering.answer(big(), never)))).toBe('You said: Hello');
  });

  it('goes on after the same text on a machine of the office when the server is lost in the middle', async () => {
    const upstream = make();
    const { fleet, own } = await attachedOffice(upstream, { prefer: true });
    own.model('big').replica('a', { model: 'big' });
    upstream.script({ fault: { kind: 'drop', pieces: 2 } });
    const { answering, ends } = answeringOver(fleet, quickly);
    const pieces = await collect(answering.answer(big(), never));
    // The machine in memory reads the text as two tokens.
    expect(textIn(pieces)).toBe('You said:w2 w3 w4 ');
    expect(own.calls[0]?.request).toMatchObject({ begun: 'You said:', soFar: [], input: { kind: 'chat' } });
    expect(pieces.find(({ type }) => type === 'moved')).toMatchObject({
      from: 'BIG-BOX',
      to: 'A',
      why: 'lost',
      tokens: 2,
    });
    expect(ends).toMatchObject([{ outcome: 'moved', completionTokens: 5 }]);
  });

  it('is exact again once a machine of the office has gone on', async () => {
    const upstream = make();
    const { fleet, own } = await attachedOffice(upstream, { prefer: true });
    own.model('big').replica('a', { model: 'big' }, { breakAt: 3 }).replica('b', { model: 'big' });
    upstream.script({ fault: { kind: 'drop', pieces: 2 } });
    const { answering } = answeringOver(fleet, quickly);
    expect(textIn(await collect(answering.answer(big(), never)))).toBe('You said:w2 w3 w4 ');
    expect(own.calls[1]?.request).toMatchObject({ input: { kind: 'tokens' } });
    expect(own.calls[1]?.request.soFar).toHaveLength(3);
    expect(own.calls[1]?.request).not.toHaveProperty('begun');
  });

  it('ends with a sentence about the key when the server refuses that and nobody else has the model', async () => {
    const upstream = make();
    const { fleet, state } = await attachedOffice(upstream);
    upstream.script({ fault: { kind: 'key', times: null } });
    const { answering, ends } = answeringOver(fleet, { waitMs: 60_000 });
    const refused = 'BIG-BOX refuses the key (401).';
    await expect(collect(answering.answer(big(), never))).rejects.toThrow(refused);
    const { lists } = upstream;
    await until('its list came again', () => upstream.lists >= lists + 2);
    await expect(collect(answering.answer(big(), never))).rejects.toThrow(refused);
    expect(state()).toBe('key refused');
    // The second one was not sent there.
    expect(ends).toMatchObject([{ restarts: 1 }, { outcome: 'refused', restarts: 0 }]);
  });

  it('ends with a clear error when the server is lost in the middle and nobody else has the model', async () => {
    const upstream = make();
    const { fleet } = await attachedOffice(upstream);
    upstream.script({ fault: { kind: 'drop', pieces: 2 } });
    const { answering, ends } = answeringOver(fleet, { waitMs: 60_000 });
    const startedAt = performance.now();
    expect(await codeOf(collect(answering.answer(big(), never)))).toBe('machine_lost');
    // Nobody waits for a place that cannot come.
    expect(performance.now() - startedAt).toBeLessThan(30_000);
    expect(ends).toMatchObject([{ outcome: 'failed', code: 'machine_lost' }]);
  });

  it('of a grammar does not go on by its text, whose place in the grammar nobody knows', async () => {
    const upstream = make();
    const { fleet, own } = await attachedOffice(upstream, { prefer: true });
    own.model('big').replica('a', { model: 'big' });
    upstream.script({ fault: { kind: 'drop', pieces: 1 } });
    const { answering } = answeringOver(fleet, quickly);
    expect(await codeOf(collect(answering.answer(big({ grammar: { kind: 'json' } }), never)))).toBe('machine_lost');
    expect(own.calls).toEqual([]);
  });

  it('never begun by a machine of the office goes on there', async () => {
    const upstream = make();
    const { fleet, own } = await attachedOffice(upstream);
    own.model('big').replica('a', { model: 'big' }, { breakAt: 2 });
    const { answering } = answeringOver(fleet, { waitMs: 100 });
    const answer = collect(answering.answer(big(), never));
    own.setState('a', 'failed');
    expect(await codeOf(answer)).toBe('machine_lost');
    expect(upstream.seen).toEqual([]);
  });

  it('waits through a storm of 503s, and is written once it is over', async () => {
    const upstream = make();
    const { fleet } = await attachedOffice(upstream);
    upstream.script({ fault: { kind: 'busy', times: 2 } });
    const { answering } = answeringOver(fleet, { waitMs: 10_000 });
    const pieces = await collect(answering.answer(big(), never));
    expect(textIn(pieces)).toBe('You said: Hello');
    expect(pieces.some(({ type }) => type === 'waiting')).toBe(true);
  });

  it('is done by a machine of the office when the server refuses it', async () => {
    const upstream = make();
    const { fleet, own, state } = await attachedOffice(upstream, { prefer: true });
    own.model('big').replica('a', { model: 'big' });
    upstream.script({ fault: { kind: 'refused' } });
    const { answering } = answeringOver(fleet, quickly);
    expect(textIn(await collect(answering.answer(big(), never)))).toBe(textOf(5));
    expect(state()).toBe('ready');
  });
});

describe('who is asked', () => {
  it('is a machine of the office first, and the server when none is free', async () => {
    const upstream = vllmLike();
    const { fleet, own } = await attachedOffice(upstream);
    own.model('big').replica('a', { model: 'big', slots: 1 }, { pauseAt: 1 });
    const { answering } = answeringOver(fleet, quickly);
    const first = collect(answering.answer(big(), never));
    const second = await collect(answering.answer(big(), never));
    own.release();
    expect(second.at(-1)).toMatchObject({ machineName: 'BIG-BOX' });
    expect((await first).at(-1)).toMatchObject({ machineName: 'A' });
  });

  it('is the server first where an admin prefers it', async () => {
    const { fleet, own } = await attachedOffice(vllmLike(), { prefer: true });
    own.model('big').replica('a', { model: 'big', tokensPerSecond: 1000 });
    const { answering } = answeringOver(fleet, quickly);
    expect((await collect(answering.answer(big(), never))).at(-1)).toMatchObject({ machineName: 'BIG-BOX' });
  });

  it('shares a server’s places between all its models', async () => {
    const upstream = vllmLike({
      models: ['big', 'huge'].map((id) => ({ id, kind: 'chat' as const, context: 8192 })),
    });
    const { fleet } = await attachedOffice(upstream, { slots: 2 });
    upstream.script({ pieceMs: 20 });
    const { answering } = answeringOver(fleet, { waitMs: 5_000 });
    const asked = Array.from({ length: 8 }, (_, at) => big({ model: at % 2 === 0 ? 'big' : 'huge' }));
    await Promise.all(asked.map((one) => collect(answering.answer(one, never))));
    expect(upstream.seen).toHaveLength(8);
    expect(upstream.mostAtOnce).toBe(2);
  });

  it('is never a server for vectors that the office makes itself', async () => {
    const upstream = vllmLike();
    const { fleet, own } = await attachedOffice(upstream, { prefer: true });
    own.model('bge-small', { kind: 'embedding' }).replica('a', { model: 'bge-small' });
    const { embedding } = embeddingOver(fleet);
    expect((await embedding.embed(oneText, never)).machineName).toBe('A');
  });

  it('is the server for vectors that only it makes', async () => {
    const { fleet } = await attachedOffice(vllmLike());
    const { embedding } = embeddingOver(fleet);
    const made = await embedding.embed(oneText, never);
    expect(made).toMatchObject({ machineName: 'BIG-BOX', promptTokens: 1 });
    expect(Math.hypot(...(made.vectors[0] ?? []))).toBeCloseTo(1);
  });
});

it('a paused office sends nothing to its external servers either', async () => {
  const { fleet } = await attachedOffice(vllmLike());
  let isPaused = true;
  const slots = new Slots({ fleet, traffic: new Traffic(steadyClock), clock: steadyClock, isPaused: () => isPaused });
  const take = () => slots.take({ ...aWant({ model: 'big' }), since: steadyClock.now(), waitMs: 1_000 }, never).next();
  expect(await codeOf(take())).toBe('office_paused');
  isPaused = false;
  const taken = await take();
  expect(taken).toMatchObject({ done: true, value: { replica: { machineName: 'BIG-BOX' } } });
  if (taken.done) taken.value.release({ kind: 'left', ran: null });
  slots.close();
});
