import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { SearchHit } from '../../../contract/chat.ts';
import { ConversationSummary } from '../../../contract/control-api.ts';
import { officePersonId } from '../../../main/ledger/people.ts';
import { serveControl, type ControlServer } from '../../support/control-server.ts';
import { until } from '../../support/until.ts';

let at: ControlServer;
beforeEach(async () => {
  at = await serveControl();
});
afterEach(() => at.close());

const change = (id: string, body: unknown): Promise<Response> =>
  at.call(`/control/conversations/${id}`, { method: 'PATCH', body: JSON.stringify(body) });
const search = (words: string): Promise<Response> =>
  at.call(`/control/conversations/search?words=${encodeURIComponent(words)}`);
const list = async () => z.array(ConversationSummary).parse(await (await at.call('/control/conversations')).json());

it('a conversation is pinned without losing its title, and renamed without losing its pin', async () => {
  const { id } = await at.newConversation();
  expect(ConversationSummary.parse(await (await change(id, { pinned: true })).json())).toMatchObject({
    title: 'New chat',
    pinned: true,
  });
  await change(id, { title: 'Roof' });
  expect(await list()).toMatchObject([{ id, title: 'Roof', pinned: true }]);
  await change(id, { pinned: false });
  expect(await list()).toMatchObject([{ id, pinned: false }]);
});

it('a conversation begins with its first question, its instructions and its files in one call', async () => {
  const instructions = { name: 'Brief', text: 'Be brief' };
  const files = [{ name: 'offers.csv', text: 'a;b' }];
  const first = { model: 'demo', parentId: null, content: 'Sum?', files };
  const made = ConversationSummary.parse(await at.post('/control/conversations', { instructions, first }));
  expect(made.title).toBe('Sum?');
  await until('the answer is there', () => at.store.read(made.id, officePersonId)?.messages.at(-1)?.state === 'done');
  expect(at.store.read(made.id, officePersonId)?.messages).toMatchObject([
    { content: 'Sum?', files },
    { model: 'demo' },
  ]);
  expect(at.fleet.calls[0]?.request.input).toMatchObject({ messages: [{ content: 'Be brief' }, { role: 'user' }] });
});

it('nothing that a conversation does not have is changed', async () => {
  const { id } = await at.newConversation();
  expect((await change(id, { headId: 'm' })).status).toBe(400);
  expect((await change(id, { title: ' ' })).status).toBe(400);
  expect((await change('conv-none', { pinned: true })).status).toBe(404);
});

it('instructions go to the model before everything, from the beginning or from when they are given', async () => {
  const made = { name: 'Brief', text: 'Be brief' };
  const { id } = ConversationSummary.parse(await at.post('/control/conversations', { instructions: made }));
  const ask = async (content: string, messages: number) => {
    const parentId = at.store.read(id, officePersonId)?.headId ?? null;
    await at.post(`/control/conversations/${id}/answers`, { model: 'demo', parentId, content });
    await until('the answer is there', () => {
      const kept = at.store.read(id, officePersonId)?.messages ?? [];
      return kept.length === messages && kept.at(-1)?.state === 'done';
    });
  };
  await ask('One', 2);
  await change(id, { instructions: { name: 'Long', text: 'Take your time' } });
  await ask('Two', 4);
  await change(id, { instructions: null });
  await ask('Three', 6);
  const told = at.fleet.calls.map(({ request }) => (request.input.kind === 'chat' ? request.input.messages[0] : null));
  expect(told).toEqual([
    { role: 'system', content: 'Be brief' },
    { role: 'system', content: 'Take your time' },
    { role: 'user', content: 'One' },
  ]);
});

it('files go along with their question, and come back with it', async () => {
  const { id } = await at.newConversation();
  const files = [{ name: 'offers.csv', text: 'a;b' }];
  await at.post(`/control/conversations/${id}/answers`, { model: 'demo', parentId: null, content: 'Sum?', files });
  await until('the answer is there', () => at.store.read(id, officePersonId)?.messages.at(-1)?.state === 'done');
  expect(at.store.read(id, officePersonId)?.messages[0]?.files).toEqual(files);
  const [call] = at.fleet.calls;
  expect(call?.request.input).toMatchObject({
    messages: [{ content: '<file name="offers.csv">\na;b\n</file>\n\nSum?' }],
  });
});

it('files that are too many or too long are refused', async () => {
  const { id } = await at.newConversation();
  const ask = (files: unknown) =>
    at.call(`/control/conversations/${id}/answers`, {
      method: 'POST',
      body: JSON.stringify({ model: 'demo', parentId: null, content: 'Sum?', files }),
    });
  const file = { name: 'a.txt', text: 'x' };
  const long = { ...file, text: 'x'.repeat(600_000) };
  expect((await ask(Array.from({ length: 11 }, () => file))).status).toBe(400);
  expect((await ask([long, long])).status).toBe(400);
  expect((await ask([{ ...file, path: '/etc/passwd' }])).status).toBe(400);
  expect(at.store.read(id, officePersonId)?.messages).toEqual([]);
});

it('a text is counted by a machine, and nothing is kept of it', async () => {
  expect(await at.post('/control/answers/count', { model: 'demo', text: 'one two three' })).toEqual({
    tokens: expect.any(Number) as number,
  });
  expect(at.fleet.calls.map(({ request }) => request.input)).toEqual([{ kind: 'text', text: 'one two three' }]);
  expect(at.store.list(officePersonId)).toEqual([]);
  expect(at.usage).toEqual([]);
  const call = (body: unknown) => at.call('/control/answers/count', { method: 'POST', body: JSON.stringify(body) });
  expect((await call({ model: 'demo', text: '' })).status).toBe(400);
  expect((await call({ model: 'nobody', text: 'x' })).status).toBe(404);
});

it('what was said is found, with the place where it stands', async () => {
  const { id } = await at.newConversation();
  await at.post(`/control/conversations/${id}/answers`, {
    model: 'demo',
    parentId: null,
    content: 'How much is the scaffold?',
  });
  await until('the answer is there', async () => at.store.read(id, officePersonId)?.messages.at(-1)?.state === 'done');
  const [hit, ...others] = z.array(SearchHit).parse(await (await search('scaffold')).json());
  expect(others).toEqual([]);
  expect(hit).toMatchObject({
    conversationId: id,
    messageId: at.store.read(id, officePersonId)?.messages[0]?.id,
    excerpt: { text: 'How much is the scaffold?', marks: [{ from: 16, to: 24 }] },
  });
  expect(await (await search('crane')).json()).toEqual([]);
});

it('a search without words is refused', async () => {
  expect((await search(' ')).status).toBe(400);
  expect((await at.call('/control/conversations/search')).status).toBe(400);
});
