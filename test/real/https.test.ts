/** Programs of the office over HTTPS, against a real start: each is told of the CA as its own documentation says. */
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessView, inPairs } from '../../contract/access.ts';
import { makeKey, runCommand, startSharedOffice, type SharedOffice } from '../support/office-process.ts';
import { root } from '../support/source/source-files.ts';

const run = promisify(execFile);

let office: SharedOffice;
let key: string;
let ca: { path: string; fingerprint: string };
let port: number;

const told = async (...command: string[]): Promise<unknown> =>
  JSON.parse((await runCommand([...command, '--data', office.dataDir, '--json'])).stdout) as unknown;

beforeAll(async () => {
  office = await startSharedOffice();
  key = await makeKey(office.dataDir);
  ca = (await told('ca')) as typeof ca;
  port = AccessView.parse(await told('https')).https.port ?? 0;
  await office.ready();
});
afterAll(() => office.end());

/** What a program in Node says, told of the CA or not. */
async function program(text: string, trusted: boolean): Promise<string> {
  const { NODE_EXTRA_CA_CERTS: _none, ...env } = process.env;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', text], {
    cwd: root,
    env: { ...env, KEY: key, ...(trusted ? { NODE_EXTRA_CA_CERTS: ca.path } : {}) },
  });
  return stdout.trim();
}

const streamed = (): string => `
  import OpenAI from 'openai';
  const ai = new OpenAI({ baseURL: 'https://localhost:${port}/v1', apiKey: process.env.KEY, maxRetries: 0 });
  const messages = [{ role: 'user', content: 'What is the capital of Portugal?' }];
  const stream = await ai.chat.completions.create({ model: 'demo', temperature: 0, stream: true, messages })
    .catch((error) => (console.log(error.cause?.cause?.code ?? error.cause?.code ?? error.message), []));
  let text = '';
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
  console.log(text);
`;

describe('over HTTPS', () => {
  it('the openai client gets a streamed answer once Node trusts the CA, and no connection before', async () => {
    expect(await program(streamed(), true)).toBe('The capital of Portugal is Lisbon.');
    expect(await program(streamed(), false)).toMatch(/UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT/);
  });

  it('fetch gets the models at each of the PC’s names', async () => {
    for (const host of ['localhost', '127.0.0.1']) {
      const text = `
        const answer = await fetch('https://${host}:${port}/v1/models', { headers: { 'x-api-key': process.env.KEY } });
        console.log((await answer.json()).data[0].id);`;
      expect(await program(text, true)).toBe('demo');
    }
  });

  it('curl gets in with the file that the office hands out over plain HTTP', async () => {
    const loaded = await fetch(`http://127.0.0.1:${office.running().port}/ca.crt`);
    const pem = await loaded.text();
    expect(pem).toBe(readFileSync(ca.path, 'utf8'));
    expect(new X509Certificate(pem).fingerprint256).toBe(inPairs(ca.fingerprint));
    const url = `https://127.0.0.1:${port}/v1/models`;
    const { stdout } = await run('curl', ['-sS', '--cacert', ca.path, '-H', `authorization: Bearer ${key}`, url]);
    expect(stdout).toContain('"id":"demo"');
    await expect(run('curl', ['-sS', url])).rejects.toThrow(/certificate/);
  });
});

describe('the command line', () => {
  it('says how other PCs trust the office, and where it is reached', async () => {
    const { stdout } = await runCommand(['ca', '--data', office.dataDir]);
    expect(stdout).toContain(inPairs(ca.fingerprint));
    expect(stdout).toContain(ca.path);
    expect(stdout).toMatch(/Windows.*Trusted Root Certification Authorities/);
    const doctor = await runCommand(['doctor', '--data', office.dataDir]);
    expect(doctor.stdout).toContain(`ok     HTTPS: HTTPS is served on port ${port}.`);
    const shown = await runCommand(['https', '--data', office.dataDir]);
    expect(shown.stdout).toContain('HTTPS is served beside HTTP.');
    const status = await runCommand(['status', '--data', office.dataDir]);
    expect(status.stdout).toMatch(/ {2}https?:\/\/\S+\/v1 {2}/);
  });

  it('switches HTTPS to be required and back at once; this PC goes on either way, and the switch is kept', async () => {
    const required = await runCommand(['https', 'require', '--data', office.dataDir]);
    expect(required.stdout).toContain('HTTPS is required: other PCs may use the office only encrypted.');
    expect(JSON.parse(readFileSync(`${office.dataDir}/settings.json`, 'utf8'))).toMatchObject({
      https: { require: true },
    });
    const url = `http://127.0.0.1:${office.running().port}/v1/models`;
    expect((await fetch(url, { headers: { 'x-api-key': key } })).status).toBe(200);
    const again = await runCommand(['https', 'optional', '--data', office.dataDir]);
    expect(again.stdout).toContain('HTTPS is served beside HTTP.');
    const events = await runCommand(['events', '--data', office.dataDir]);
    expect(events.stdout).toContain('Whether other PCs must come by HTTPS was changed');
  });
});
