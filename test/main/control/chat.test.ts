import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AnswerFrame, Asked, Conversation, type Message } from '../../../contract/control-api.ts';
import { serveControl, type ControlServer } from '../../support/control-server.ts';
import { textOf } from '../../support/gateway/memory-fleet.ts';
import { officePersonId } from '../../../main/ledger/people.ts';
import { until } from '../../support/until.ts';

let at: ControlServer;
beforeEach(async () => {
  at = await serveControl();
});
afterEach(() => at.close());

const ask = async (id: string, content: string | null, parentId: string | null = null): Promise<Asked> =>
  Asked.parse(await at.post(`/control/conversations/${id}/answers`, { model: 'demo', parentId, content }));
const read = async (id: string): Promise<Conversation> =>
  Conversation.parse(await (await at.call(`/control/conversations/${id}`)).json());

/** All frames of an answer, from its beginning to its end. */
const follow = async (answerId: string): Promise<AnswerFrame[]> =>
  framesOf(await at.call(`/control/answers/${answerId}`));

async function framesOf(response: Response): Promise<AnswerFrame[]> {
  const text = await response.text();
  const events = text.split('\n\n').filter((event) => event.startsWith('data: '));
  return events.map((event) => AnswerFrame.parse(JSON.parse(event.slice(6))));
}
const textIn = (frames: readonly AnswerFrame[]): string =>
  frames.map((frame) => (frame.type === 'text' ? frame.text : '')).join('');
const endOf = (frames: readonly AnswerFrame[]): Message => {
  const end = frames.at(-1);
  if (end?.type !== 'end') throw new Error('no end');
  return end.message;
};

describe('the chat', () => {
  it('answers a question, names the conversation after it, and keeps both', async () => {
    at.fleet.usually({ pauseAt: 1 });
    const { id } = await at.newConversation();
    const { question, answer } = await ask(id, 'What is this?\nTell me.');
    expect(answer).toMatchObject({ parentId: question.id, state: 'writing', model: 'demo' });
    const response = await at.call(`/control/answers/${answer.id}`);
    await until('the machine pauses', () => at.fleet.paused === 1);
    at.fleet.release();
    const frames = await framesOf(response);
    expect(frames[0]).toEqual({ type: 'placed', machine: 'A' });
    expect(textIn(frames)).toBe(textOf(5));
    expect(endOf(frames)).toMatchObject({ state: 'done', content: textOf(5), machine: 'A', completionTokens: 5 });
    const kept = await read(id);
    expect(kept).toMatchObject({ title: 'What is this?', headId: answer.id });
    expect(kept.messages).toEqual([question, endOf(frames)]);
    expect(await follow(answer.id)).toEqual([
      { type: 'text', text: textOf(5) },
      { type: 'end', message: kept.messages[1] },
    ]);
  });

  it('gives the model the branch, and makes another try a sibling', async () => {
    const { id } = await at.newConversation();
    const first = await ask(id, 'One');
    await follow(first.answer.id);
    const second = await ask(id, 'Two', first.answer.id);
    await follow(second.answer.id);
    const again = await ask(id, null, second.question.id);
    await follow(again.answer.id);
    expect(again.question).toEqual(second.question);
    const prompts = at.fleet.calls.map(({ request }) => (request.input.kind === 'chat' ? request.input.messages : []));
    expect(prompts[1]).toEqual([
      { role: 'user', content: 'One' },
      { role: 'assistant', content: textOf(5) },
      { role: 'user', content: 'Two' },
    ]);
    expect(prompts[2]).toEqual(prompts[1]);
    const { messages, headId } = await read(id);
    expect(messages).toHaveLength(5);
    expect(headId).toBe(again.answer.id);
  });

  it('leaves out the beginning of a conversation that is too long, and says how much', async () => {
    at.fleet.usually({ holds: 5 });
    const { id } = await at.newConversation();
    let parentId: string | null = null;
    for (const word of ['One', 'Two', 'Three']) {
      const { answer } = await ask(id, word, parentId);
      expect(endOf(await follow(answer.id))).toMatchObject({ state: 'done', leftOut: 0 });
      parentId = answer.id;
    }
    const { answer } = await ask(id, 'Four', parentId);
    expect(endOf(await follow(answer.id))).toMatchObject({ state: 'done', leftOut: 2 });
    const last = at.fleet.calls.at(-1)?.request.input;
    expect(last?.kind === 'chat' && last.messages[0]).toEqual({ role: 'user', content: 'Two' });
    expect((await read(id)).messages.at(-1)).toMatchObject({ leftOut: 2 });
  });

  it('says that a single question is too long', async () => {
    at.fleet.usually({ holds: 0 });
    const { id } = await at.newConversation();
    const { answer } = await ask(id, 'Far too long');
    expect(endOf(await follow(answer.id))).toMatchObject({
      state: 'failed',
      problem: { code: 'context_length_exceeded' },
    });
  });

  it('notes on the message where another machine went on, and tells it in the stream', async () => {
    at.fleet.usually({ pauseAt: 3 });
    const { id } = await at.newConversation();
    const { answer } = await ask(id, 'Hello');
    await until('three words are written', () => at.fleet.paused === 1);
    const response = await at.call(`/control/answers/${answer.id}`);
    at.fleet.replica('b').setState('a', 'draining');
    await until('it goes on elsewhere', () => at.fleet.running('b') === 1 && at.fleet.paused === 1);
    at.fleet.release();
    const frames = await framesOf(response);
    const move = { from: 'A', to: 'B', why: 'drained', at: textOf(3).length, gapMs: expect.any(Number) };
    expect(frames).toContainEqual({ type: 'moved', move });
    expect(endOf(frames)).toMatchObject({ state: 'done', content: textOf(5), machine: 'B', moves: [move] });
    expect((await read(id)).messages.at(-1)).toMatchObject({ moves: [move] });
  });

  it('tells a late listener everything from the beginning, and all the same end', async () => {
    at.fleet.usually({ pauseAt: 3 });
    const { id } = await at.newConversation();
    const { answer } = await ask(id, 'Hello');
    const early = follow(answer.id);
    await until('three words are written', () => at.fleet.paused === 1);
    const late = follow(answer.id);
    await until(
      'both follow, and the text is saved on the way',
      () => at.store.saves > 0 && at.store.findMessage(answer.id, officePersonId)?.content === textOf(3),
    );
    at.fleet.release();
    expect(textIn(await early)).toBe(textOf(5));
    expect(textIn(await late)).toBe(textOf(5));
    expect(endOf(await early)).toEqual(endOf(await late));
  });

  it('writes on when nobody listens any more', async () => {
    at.fleet.usually({ pauseAt: 3 });
    const { id } = await at.newConversation();
    const { answer } = await ask(id, 'Hello');
    await until('the machine pauses', () => at.fleet.paused === 1);
    const leave = new AbortController();
    const response = await at.call(`/control/answers/${answer.id}`, { signal: leave.signal });
    leave.abort();
    await response.text().catch(() => undefined);
    at.fleet.release();
    await until('it is done', () => at.store.findMessage(answer.id, officePersonId)?.state === 'done');
    expect(at.store.findMessage(answer.id, officePersonId)?.content).toBe(textOf(5));
  });

  it('stops an answer and keeps its text', async () => {
    at.fleet.usually({ pauseAt: 3 });
    const { id } = await at.newConversation();
    const { answer } = await ask(id, 'Hello');
    await until('the machine pauses', () => at.fleet.paused === 1);
    expect((await at.call(`/control/answers/${answer.id}/stop`, { method: 'POST' })).status).toBe(204);
    expect(endOf(await follow(answer.id))).toMatchObject({ state: 'stopped', content: textOf(3), problem: null });
    expect(at.fleet.calls[0]?.signal.aborted).toBe(true);
    expect((await at.call(`/control/answers/${answer.id}/stop`, { method: 'POST' })).status).toBe(204);
  });

  it('keeps an answer that failed, with the reason', async () => {
    at.fleet.refuseModel('demo', { reason: 'Needs 6.1 GB.', effect: 'It is off.', action: 'Free memory.' });
    at.fleet.setState('a', 'gone');
    const { id } = await at.newConversation();
    const { answer } = await ask(id, 'Hello');
    const problem = {
      code: 'model_not_placed',
      message: 'Needs 6.1 GB.',
      effect: 'It is off.',
      action: 'Free memory.',
    };
    expect(endOf(await follow(answer.id))).toMatchObject({ state: 'failed', content: '', problem });
  });

  it.each(['while it is written', 'at its end'])('ends an answer that the disk has no room for: %s', async (when) => {
    at.fleet.usually({ pauseAt: 3 });
    const { id } = await at.newConversation();
    const { answer } = await ask(id, 'Hello');
    const early = follow(answer.id);
    await until('the machine pauses', () => at.fleet.paused === 1);
    if (when === 'at its end') await until('the text so far is saved', () => at.store.saves > 0);
    at.store.broken = Object.assign(new Error('database or disk is full'), { errcode: 13 });
    if (when === 'at its end') at.fleet.release();
    const failed = {
      state: 'failed',
      problem: { code: 'disk_full', message: expect.stringContaining('disk is full') },
    };
    expect(endOf(await early)).toMatchObject({ ...failed, content: textOf(when === 'at its end' ? 5 : 3) });
    expect(at.fleet.running('a')).toBe(0);
    expect(endOf(await follow(answer.id)), 'for who comes late').toMatchObject(failed);
    const refused = await at.post(`/control/conversations/${id}/answers`, {
      model: 'demo',
      parentId: null,
      content: 'x',
    });
    expect(refused).toMatchObject({ error: { code: 'disk_full' } });
    at.store.broken = null;
    at.fleet.usually({});
    const next = await ask(id, 'Once more', answer.id);
    expect(endOf(await follow(next.answer.id))).toMatchObject({ state: 'done', content: textOf(5) });
  });

  it('cuts answers off when it closes, keeping what is written', async () => {
    at.fleet.usually({ pauseAt: 3 });
    const { id } = await at.newConversation();
    const { answer } = await ask(id, 'Hello');
    await until('the machine pauses', () => at.fleet.paused === 1);
    await at.control.close();
    expect(at.store.findMessage(answer.id, officePersonId)).toMatchObject({ state: 'cut', content: textOf(3) });
  });

  it('ends the answer of a conversation that is removed', async () => {
    at.fleet.usually({ pauseAt: 3 });
    const { id } = await at.newConversation();
    await ask(id, 'Hello');
    await until('the machine pauses', () => at.fleet.paused === 1);
    await at.call(`/control/conversations/${id}`, { method: 'DELETE' });
    await until('the machine is free', () => at.fleet.running('a') === 0);
    expect(at.fleet.calls[0]?.signal.aborted).toBe(true);
  });
});
