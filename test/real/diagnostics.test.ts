/** Diagnostics of an office with every kind of secret in it, over its API and by its command, while it runs and after it ended. */
import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startOffice, type OfficeProcess } from '../support/office-process.ts';
import { root } from '../support/source/source-files.ts';
import { tempDir } from '../support/temp-dir.ts';

const hubToken = 'hf_VeryPrivateHubToken123';
const question = 'zanzibar-question-nobody-else-may-read';

/** A data folder whose settings hold a token. */
function folderWithSecrets(): string {
  const dataDir = path.join(tempDir(), 'office');
  mkdirSync(dataDir, { mode: 0o700 });
  writeFileSync(
    path.join(dataDir, 'settings.json'),
    JSON.stringify({ hub: { token: hubToken, bytesPerSecond: null } }),
  );
  return dataDir;
}

function callsOf(office: OfficeProcess) {
  const { port, token } = office.running();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return async (method: string, at: string, body?: unknown): Promise<unknown> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`http://127.0.0.1:${port}/control${at}`, { method, headers, ...sent });
    expect(response.ok).toBe(true);
    const text = await response.text();
    return text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text;
  };
}

/** Makes a key, a join command and a conversation. @returns what must be in no text that is sent around; some of it ends with the office */
async function makeSecrets(office: OfficeProcess): Promise<{ lasting: string[]; untilItEnds: string[] }> {
  const call = callsOf(office);
  const { key } = z.object({ key: z.string() }).parse(await call('POST', '/keys', { name: 'laptop' }));
  const { token } = z
    .object({ token: z.string() })
    .parse(await call('POST', '/machines/tokens', { systems: ['linux'] }));
  const { id } = z.object({ id: z.string() }).parse(await call('POST', '/conversations', {}));
  await call('POST', `/conversations/${id}/answers`, { model: 'demo', parentId: null, content: question });
  const { token: session, link } = office.running();
  const open = new URL(link).search.split('=')[1] ?? '';
  const lines = ['coordinator', 'office-ca', 'https'].flatMap((name) => {
    const kept = readFileSync(path.join(office.dataDir, 'identity', `${name}.json`), 'utf8');
    const { key: pem } = z.object({ key: z.string() }).parse(JSON.parse(kept));
    return pem.match(/[A-Za-z0-9+/]{40,}/g) ?? [];
  });
  expect(lines.length).toBeGreaterThan(0);
  return { lasting: [key, token, hubToken, question, ...lines], untilItEnds: [session, open] };
}

const byCommand = async (dataDir: string): Promise<string> => {
  const args = ['dist/aivailable.mjs', 'diagnostics', '--data', dataDir];
  return (await promisify(execFile)(process.execPath, args, { cwd: root })).stdout;
};

describe('diagnostics', () => {
  it('tell how it stands and hold no secret, while the office runs and after it ended', async () => {
    const office = await startOffice({ dataDir: folderWithSecrets() });
    await office.ready();
    const { lasting, untilItEnds } = await makeSecrets(office);
    const secrets = [...lasting, ...untilItEnds];
    // As if something had let each of them slip into the log.
    const log = path.join(office.dataDir, 'logs', 'coordinator.log');
    for (const secret of secrets.filter((one) => one !== question)) appendFileSync(log, `slipped: ${secret} end\n`);

    const overApi = String(await callsOf(office)('GET', '/diagnostics'));
    const running = await byCommand(office.dataDir);
    await office.stop();
    const ended = await byCommand(office.dataDir);

    for (const text of [overApi, running]) {
      expect(text).toContain('model demo: ready');
      expect(text).toContain('A key was made');
      expect(text).toContain('"hasToken": true');
    }
    expect(ended).toContain('It does not run.');
    const held: [text: string, secrets: string[]][] = [
      [overApi, secrets],
      [running, secrets],
      [ended, lasting],
    ];
    for (const [text, must] of held) {
      expect(text).toContain('slipped: ‹left out› end');
      expect(text).toContain('the office serves');
      for (const secret of must) expect(text.includes(secret), secret).toBe(false);
    }
  });
});
