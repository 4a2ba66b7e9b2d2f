import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { SearchHit } from '../../../contract/chat.ts';
import { ConversationSummary } from '../../../contract/control-api.ts';
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
    const parentId = at.store.read(id)?.headId ?? null;
    await at.post(`/control/conversations/${id}/answers`, { model: 'demo', parentId, content });
    await until('the answer is there', () => {
      const kept = at.store.read(id)?.messages ?? [];
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

it('what was said is found, with the place where it stands', async () => {
  const { id } = await at.newConversation();
  await at.post(`/control/conversations/${id}/answers`, {
    model: 'demo',
    parentId: null,
    content: 'How much is the scaffold?',
  });
  await until('the answer is there', async () => at.store.read(id)?.messages.at(-1)?.state === 'done');
  const [hit, ...others] = z.array(SearchHit).parse(await (await search('scaffold')).json());
  expect(others).toEqual([]);
  expect(hit).toMatchObject({
    conversationId: id,
    messageId: at.store.read(id)?.messages[0]?.id,
    excerpt: { text: 'How much is the scaffold?', marks: [{ from: 16, to: 24 }] },
  });
  expect(await (await search('crane')).json()).toEqual([]);
});

it('a search without words is refused', async () => {
  expect((await search(' ')).status).toBe(400);
  expect((await at.call('/control/conversations/search')).status).toBe(400);
});
