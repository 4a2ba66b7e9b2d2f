/** A real office that an admin told not to ask for a key: what is open by that, and what is not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand, startSharedOffice, type SharedOffice } from '../support/office-process.ts';

let office: SharedOffice;
let url: string;

beforeAll(async () => {
  office = await startSharedOffice();
  url = `http://127.0.0.1:${office.running().port}`;
  await office.ready();
});
afterAll(() => office.end());

const command = async (...words: string[]): Promise<string> =>
  (await runCommand([...words, '--data', office.dataDir])).stdout;
const statusOf = async (path: string, headers: Record<string, string> = {}): Promise<number> =>
  (await fetch(`${url}${path}`, { headers })).status;

const answer = (): Promise<Response> =>
  fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({ model: 'demo', messages: [{ role: 'user', content: 'What is the capital of Portugal?' }] }),
  });

describe('an office that does not ask for a key', () => {
  it('asks for one until an admin says so', async () => {
    expect((await answer()).status).toBe(401);
    expect(await command('key', 'ask', 'not-for', 'demo')).toContain('only demo');
    const { choices } = (await (await answer()).json()) as { choices: { message: { content: string } }[] };
    expect(choices[0]?.message.content).toContain('Lisbon');
  });

  it('refuses a wrong key as before', async () => {
    expect(await statusOf('/v1/models', { authorization: 'Bearer aiv-wrong' })).toBe(401);
  });

  it('opens nothing of the window, of people’s chats, or of the figures', async () => {
    for (const path of ['/control/state', '/control/conversations', '/control/keys', '/control/people', '/metrics']) {
      expect(await statusOf(path), path).toBe(401);
    }
    const changed = await fetch(`${url}/control/access/without-key`, { method: 'DELETE' });
    expect(changed.status).toBe(401);
  });

  it('counts what was asked as one caller’s, and keeps who opened it', async () => {
    const { token } = office.running();
    const usage = await fetch(`${url}/control/keys/usage`, { headers: { authorization: `Bearer ${token}` } });
    expect(await usage.json()).toMatchObject([{ keyId: 'without-key', name: 'Without a key', model: 'demo' }]);
    expect(await command('events')).toContain('Programs may use some models without a key');
  });

  it('asks again at once', async () => {
    expect(await command('key', 'ask', 'always')).toBe('Every request needs a key.\n');
    expect((await answer()).status).toBe(401);
  });
});
