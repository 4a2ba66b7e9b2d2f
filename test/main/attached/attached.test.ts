import { afterEach, describe, expect, it, vi } from 'vitest';
import type { GenerateRequest } from '../../../contract/generate.ts';
import { ProblemError } from '../../../contract/problem.ts';
import type { Attached } from '../../../main/attached/attached.ts';
import { anAttachRequest, attachedRoom, attachUpstream } from '../../support/attached-office.ts';
import { refusalOf } from '../../support/refusal-of.ts';
import { until } from '../../support/until.ts';
import { ollamaLike } from '../../support/upstream/ollama-like.ts';
import { vllmLike } from '../../support/upstream/vllm-like.ts';

afterEach(() => vi.restoreAllMocks());

const request = (more: Partial<GenerateRequest> = {}): GenerateRequest => ({
  requestId: 'r',
  epoch: 0,
  input: { kind: 'chat', messages: [{ role: 'user', content: 'one two three' }] },
  soFar: [],
  maxTokens: null,
  sampling: { temperature: 0, topP: 1, topK: 0, minP: 0, seed: 1 },
  stop: [],
  grammar: null,
  ...more,
});

const never = new AbortController().signal;
const write = (attached: Attached, id: string, more: Partial<GenerateRequest> = {}, signal = never) =>
  Array.fromAsync(attached.write({ id, at: 'big' }, request(more), signal));
const said = (frames: Awaited<ReturnType<typeof write>>): string =>
  frames.map((frame) => (frame.type === 'text' ? frame.text : '')).join('');

/** The code and the sentence of what a call is refused with. */
async function failureOf(call: Promise<unknown>): Promise<ProblemError['problem']> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProblemError)) throw new Error('it was not refused', { cause: error });
  return error.problem;
}

describe.each([
  ['a server like vLLM', vllmLike, 'vllm'],
  ['a server like Ollama', ollamaLike, 'ollama'],
] as const)('%s', (_name, make, kind) => {
  it('is known by its models, what they do and how much they hold', async () => {
    const { attached } = attachedRoom();
    const { server } = await attachUpstream(attached, make());
    expect(server().listed.kind).toBe(kind);
    expect(server().listed.models).toMatchObject([
      { at: 'big', kind: 'chat', contextLength: 8192 },
      { at: 'bge-small', kind: 'embedding' },
    ]);
  });

  it('writes an answer in pieces, and says what it counted', async () => {
    const { attached } = attachedRoom();
    const { id } = await attachUpstream(attached, make());
    const frames = await write(attached, id);
    expect(frames[0]).toEqual({ type: 'begun' });
    expect(said(frames)).toBe('You said: one two three');
    expect(frames.at(-1)).toEqual({
      type: 'end',
      reason: 'stop',
      stop: null,
      usage: { promptTokens: 3, completionTokens: 5 },
    });
  });

  it('is told where to stop, and how long the answer may be', async () => {
    const { attached } = attachedRoom();
    const { id } = await attachUpstream(attached, make());
    expect(said(await write(attached, id, { stop: ['two'] }))).toBe('You said: one');
    expect((await write(attached, id, { maxTokens: 2 })).at(-1)).toMatchObject({ reason: 'length' });
  });

  it('makes vectors, in order, and counts the tokens of each', async () => {
    const { attached } = attachedRoom();
    const { id } = await attachUpstream(attached, make());
    const inputs = [
      { kind: 'text' as const, text: 'one two three' },
      { kind: 'text' as const, text: 'one' },
    ];
    const frames = await Array.fromAsync(attached.embed({ id, at: 'bge-small' }, { requestId: 'r', inputs }, never));
    expect(frames.map((frame) => (frame.type === 'vector' ? [frame.index, frame.tokens] : frame.type))).toEqual([
      [0, 3],
      [1, 1],
      'end',
    ]);
  });

  it.each([
    ['hangs', { kind: 'hang' }, 'machine_lost', 'has sent nothing for 0.4 seconds'],
    ['stalls in the middle', { kind: 'stall', pieces: 2 }, 'machine_lost', 'has sent nothing for 0.4 seconds'],
    ['drops the connection', { kind: 'drop', pieces: 2 }, 'machine_lost', 'broke'],
    ['sends what is no JSON', { kind: 'malformed', pieces: 2 }, 'attached_failed', 'what is no answer'],
    ['says in the stream that it failed', { kind: 'error', pieces: 1 }, 'attached_failed', 'It ran out of memory'],
    ['ends too soon', { kind: 'short', pieces: 2 }, 'machine_lost', 'before the answer'],
    ['breaks', { kind: 'broken' }, 'attached_failed', '500: It broke'],
    ['sends a page', { kind: 'html' }, 'attached_failed', 'what is no answer'],
  ] as const)('is left when it %s', async (_what, fault, code, words) => {
    const upstream = make();
    const { attached } = attachedRoom();
    const { id } = await attachUpstream(attached, upstream);
    upstream.script({ fault });
    const failure = await failureOf(write(attached, id));
    expect(failure.code).toBe(code);
    expect(failure.message).toContain(words);
  });

  it('may take its time with the first byte', async () => {
    const upstream = make();
    const { attached } = attachedRoom();
    const { id } = await attachUpstream(attached, upstream);
    upstream.script({ fault: { kind: 'slow', ms: 200 } });
    expect(said(await write(attached, id))).toBe('You said: one two three');
  });

  it('is left alone for as long as it asks when it is busy, and else twice as long each time', async () => {
    const upstream = make();
    const { attached } = attachedRoom();
    const { id, state } = await attachUpstream(attached, upstream);
    upstream.script({ fault: { kind: 'busy', retryAfter: 7, times: 1 } });
    expect(await failureOf(write(attached, id))).toMatchObject({ code: 'no_free_slot', retryAfter: 7 * 1.1 });
    upstream.script({ fault: { kind: 'busy', times: 2 } });
    const waits = [await failureOf(write(attached, id)), await failureOf(write(attached, id))];
    expect(waits.map(({ retryAfter }) => retryAfter)).toEqual([1.1, 2.2]);
    expect(state()).toBe('ready');
  });

  it('gets no request while it is found degraded, then one on trial, and all again when that brings text', async () => {
    const upstream = make();
    const { attached } = attachedRoom();
    const { id, state, server } = await attachUpstream(attached, upstream);
    upstream.script({ fault: { kind: 'broken', times: 3 } });
    for (let time = 0; time < 3; time += 1) await failureOf(write(attached, id));
    expect(state()).toBe('degraded');
    expect(server().open).toBe(0);
    await until('one may be tried', () => server().open === 1);
    await write(attached, id);
    expect([state(), server().open]).toEqual(['ready', 4]);
  });

  it('is unreachable when it is gone, and ready again when it is back, with other models', async () => {
    const upstream = make();
    const { attached } = attachedRoom();
    const { id, url, state, server } = await attachUpstream(attached, upstream);
    await upstream.close();
    await until('it is missed', () => state() === 'unreachable');
    expect((await failureOf(write(attached, id))).code).toBe('attached_unreachable');
    const next = make({ models: [{ id: 'other', kind: 'chat', context: 100 }] });
    await next.listen(Number(new URL(url).port));
    await until('it is back', () => state() === 'ready');
    expect(server().listed.models.map(({ at }) => at)).toEqual(['other']);
    await next.close();
  });

  it('loses its waiting requests at once when it is found to be away', async () => {
    const upstream = make();
    const { attached } = attachedRoom({ firstByteMs: 60_000, pollMs: 100 });
    const { id } = await attachUpstream(attached, upstream);
    upstream.script({ fault: { kind: 'hang', models: true, times: null } });
    const failure = await failureOf(write(attached, id));
    expect(failure).toMatchObject({ code: 'machine_lost', message: 'BIG-BOX is away.' });
  }, 20_000);

  it('has no more requests at once than it has places', async () => {
    const upstream = make();
    const { attached } = attachedRoom();
    const { id } = await attachUpstream(attached, upstream, { slots: 2 });
    upstream.script({ pieceMs: 20 });
    const ends = await Promise.allSettled([write(attached, id), write(attached, id), write(attached, id)]);
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(upstream.mostAtOnce).toBe(2);
  });

  it('stops when its client leaves', async () => {
    const upstream = make();
    const { attached } = attachedRoom();
    const { id, server } = await attachUpstream(attached, upstream);
    upstream.script({ fault: { kind: 'stall', pieces: 1 } });
    const leaving = new AbortController();
    const answer = write(attached, id, {}, leaving.signal);
    await until('it writes', () => server().facts.slotsBusy === 1);
    leaving.abort(new Error('left'));
    await expect(answer).rejects.toThrow('left');
    expect(server().facts).toMatchObject({ slotsBusy: 0, state: 'ready', lastFailure: null });
  });
});

describe('the room of external servers', () => {
  it('says which key is wanted in vain, and sends nothing more there', async () => {
    const upstream = vllmLike({ key: 'right' });
    const url = await upstream.listen();
    const { attached } = attachedRoom();
    const id = attached.add(anAttachRequest(url, { key: 'wrong' }));
    const server = () => attached.servers()[0];
    await until('the key is refused', () => server()?.facts.state === 'key refused');
    expect(server()?.open).toBe(0);
    attached.change(id, { key: 'right' });
    await until('the key is taken', () => server()?.facts.state === 'ready');
    await upstream.close();
  });

  it('stays with a refused key though the list of models is for anyone, until another key is given', async () => {
    const upstream = vllmLike();
    const { attached } = attachedRoom();
    const { id, server, state } = await attachUpstream(attached, upstream);
    upstream.script({ fault: { kind: 'key', times: null } });
    expect((await failureOf(write(attached, id))).code).toBe('attached_key_refused');
    const lists = upstream.lists;
    await until('it was asked for its models twice more', () => upstream.lists >= lists + 2);
    expect([state(), server().open]).toEqual(['key refused', 0]);
    upstream.script({ fault: null });
    attached.change(id, { key: 'right' });
    await until('the key is taken', () => state() === 'ready');
  });

  describe('after a change of settings', () => {
    /** A server that writes and stalls, whose places were changed meanwhile. */
    async function changedMeanwhile() {
      const upstream = vllmLike();
      const { attached } = attachedRoom({ firstByteMs: 60_000, idleMs: 60_000, pollMs: 100 });
      const place = await attachUpstream(attached, upstream);
      upstream.script({ fault: { kind: 'stall', pieces: 1 } });
      const failure = failureOf(write(attached, place.id));
      await until('it writes', () => upstream.seen.length === 1);
      attached.change(place.id, { slots: 1 });
      await until('it is ready again', () => place.state() === 'ready');
      return { attached, upstream, failure, ...place };
    }
    const away = { code: 'machine_lost', message: 'BIG-BOX is away.' };

    it('counts the requests that it had before', async () => {
      const { attached, id, server, failure } = await changedMeanwhile();
      expect(server().facts.slotsBusy).toBe(1);
      expect((await failureOf(write(attached, id))).code).toBe('no_free_slot');
      attached.close();
      expect(await failure).toMatchObject(away);
      expect(server().facts.slotsBusy).toBe(0);
    });

    it('ends them when it is detached', async () => {
      const { attached, id, failure } = await changedMeanwhile();
      attached.remove(id);
      expect(await failure).toMatchObject(away);
    });

    it('ends them when it is found to be away', async () => {
      const { upstream, failure } = await changedMeanwhile();
      upstream.script({ fault: { kind: 'hang', models: true, times: null } });
      expect(await failure).toMatchObject(away);
    });
  });

  it('keeps servers over a restart, with their keys', async () => {
    const { attached, book } = attachedRoom();
    await attachUpstream(attached, vllmLike({ key: 'right' }), { key: 'right', slots: 9 });
    expect(book.all()).toMatchObject([{ name: 'BIG-BOX', key: 'right', slots: 9, models: null }]);
    attached.remove(book.all()[0]?.id ?? '');
    expect(book.all()).toEqual([]);
  });

  it('lets two servers have no name in common', async () => {
    const { attached } = attachedRoom();
    attached.add(anAttachRequest('http://127.0.0.1:1/v1'));
    const refusal = refusalOf(() => attached.add(anAttachRequest('http://127.0.0.1:2/v1')));
    expect(refusal.code).toBe('attached_name_taken');
  });

  it('refuses by name what a server would leave out without a word', async () => {
    const { attached } = attachedRoom();
    const { id } = await attachUpstream(attached, ollamaLike());
    const sampling = { ...request().sampling, topK: 5 };
    expect(await failureOf(write(attached, id, { sampling }))).toMatchObject({
      code: 'unsupported_parameter',
      param: 'top_k',
    });
    const upstream = vllmLike();
    const other = await attachUpstream(attached, upstream, { name: 'OTHER' });
    await write(attached, other.id, { sampling });
    expect(upstream.seen[0]?.body).toMatchObject({ top_k: 5, temperature: 0, seed: 1 });
  });

  it('tells a prompt that is too long from other refusals', async () => {
    const { attached } = attachedRoom();
    const { id } = await attachUpstream(attached, vllmLike({ models: [{ id: 'big', kind: 'chat', context: 2 }] }));
    expect((await failureOf(write(attached, id))).code).toBe('context_length_exceeded');
  });
});
