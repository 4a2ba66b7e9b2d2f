/** Every secret that an office has or is shown, against all that it writes: logs, terminal, activity, diagnostics. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { expect, it } from 'vitest';
import { AttachedView } from '../../contract/attached.ts';
import { HostKeyView, InstallView, JoinCommands } from '../../contract/control-machines.ts';
import { MadeInvite } from '../../contract/people.ts';
import { agentCommand, runAgentOn } from '../support/agent-process.ts';
import { requestFor } from '../support/install/install-rig.ts';
import { makeKey, runCommand, startOffice, type OfficeProcess } from '../support/office-process.ts';
import { makeKey as makeSshKey, startPasswordHost } from '../support/install/ssh-host.ts';
import { tempDir } from '../support/temp-dir.ts';
import { programMs, until } from '../support/until.ts';

const hubToken = 'hf_ThisIsTheTokenOfTheHub4711';
const prompt = 'MyPrivateQuestion about Portugal';

/** What is known by its name to be kept as it is, for its owner alone: see docs/threat-model.md. */
const secretFiles = /(^|\/)(identity\/|identity\.json$|settings\.json$|running\.json$)/;

interface Written {
  readonly where: string;
  readonly text: string;
}

function filesBelow(folder: string, isWanted: (name: string) => boolean): Written[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => isWanted(name) && statSync(path.join(folder, name)).isFile())
    .map((name) => ({ where: name, text: readFileSync(path.join(folder, name), 'latin1') }));
}

/** Where a secret stands, as it is or as it looks inside JSON or a URL. */
const placesOf = (secret: string, written: readonly Written[]): string[] =>
  written
    .filter(({ text }) =>
      [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)].some((form) => text.includes(form)),
    )
    .map(({ where }) => where);

/** Calls of one who knows the office, and of many who use it wrongly. */
class Caller {
  readonly #office: OfficeProcess;
  readonly base: string;

  constructor(office: OfficeProcess) {
    this.#office = office;
    this.base = `http://127.0.0.1:${office.running().port}`;
  }

  async control(method: string, at: string, body?: unknown): Promise<unknown> {
    const headers = { authorization: `Bearer ${this.#office.running().token}` };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const answer = await fetch(`${this.base}${at}`, init);
    const text = await answer.text();
    return text === '' ? null : (JSON.parse(text) as unknown);
  }

  async text(at: string, headers: Record<string, string>): Promise<string> {
    return (await fetch(`${this.base}${at}`, { headers })).text();
  }

  /** As it is written, on a bare socket. */
  raw(text: string): Promise<string> {
    const socket = connect(this.#office.running().port, '127.0.0.1').setEncoding('utf8');
    socket.end(text);
    let heard = '';
    socket.on('data', (chunk: string) => (heard += chunk)).on('error', () => undefined);
    return new Promise((resolve) => socket.once('close', () => resolve(heard)));
  }
}

/** Shows a secret in each place where somebody may put it by mistake. */
async function misuse(caller: Caller, secret: string): Promise<void> {
  const { base } = caller;
  const ask = async (at: string, init?: RequestInit) => (await fetch(`${base}${at}`, init).catch(() => null))?.text();
  const shown = encodeURIComponent(secret);
  await ask(`/v1/models?key=${shown}`);
  await ask(`/v1/models/${shown}`);
  await ask(`/?open=${shown}`, { redirect: 'manual' });
  await ask(`/join?token=${shown}`);
  await ask(`/join/${shown}`);
  await ask(`/control/${shown}`);
  await ask(`/control/keys/${shown}`, { method: 'DELETE', headers: { authorization: `Bearer ${secret}` } });
  await ask('/v1/models', { headers: { authorization: `Bearer ${secret}x` } });
  await ask('/v1/models', { headers: { authorization: secret } });
  await ask('/v1/chat/completions', { method: 'POST', headers: { 'x-api-key': secret }, body: `{"model": "${secret}` });
  await ask('/control/keys', { method: 'POST', headers: { cookie: `aivailable_session_1=${secret}` }, body: secret });
  await caller.raw(
    `GET /v1/models HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${secret}\r\nbroken header ${secret}\r\n\r\n`,
  );
  await caller.raw(`NONSENSE ${secret}\r\n\r\n`);
  await caller.raw(`GET /v1/models HTTP/1.1\r\nHost: ${shown}\r\n\r\n`);
}

it('writes no secret anywhere but into the files that are for it', { timeout: 240_000 }, async () => {
  const dataDir = tempDir();
  writeFileSync(path.join(dataDir, 'settings.json'), JSON.stringify({ hub: { token: hubToken } }), { mode: 0o600 });
  const office = await startOffice({ dataDir });
  await office.ready();
  const caller = new Caller(office);

  const key = await makeKey(dataDir);
  const chat = { model: 'demo', messages: [{ role: 'user', content: prompt }], max_tokens: 8 };
  const asked = { method: 'POST', headers: { authorization: `Bearer ${key}` }, body: JSON.stringify(chat) };
  expect((await fetch(`${caller.base}/v1/chat/completions`, asked)).status).toBe(200);

  const launch = new URL(office.running().link);
  const opened = await fetch(launch, { redirect: 'manual' });
  const cookie = /=([^;]+)/.exec(opened.headers.get('set-cookie') ?? '')?.[1] ?? '';
  const seen = await fetch(`${caller.base}/control/state`, {
    headers: { cookie: (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '' },
  });
  expect(seen.status).toBe(200);

  const { token } = JoinCommands.parse(await caller.control('POST', '/control/machines/tokens', {}));
  const agentData = tempDir();
  const log = readFileSync(path.join(dataDir, 'logs', 'coordinator.log'), 'utf8');
  const where = `127.0.0.1:${/"agentsPort":(\d+)/.exec(log)?.[1]}`;
  const joined = await agentCommand(['join', token, '--coordinator', where, '--data', agentData]);
  expect(joined.code).toBe(0);
  const agent = runAgentOn(agentData);

  const adminPassword = 'The-Admin-Password-4711';
  await caller.control('PUT', '/control/admin-password', { password: adminPassword });
  const invitation = async (name: string): Promise<string> => {
    const made = MadeInvite.parse(await caller.control('POST', '/control/people', { name, role: 'admin' }));
    return made.links[0]?.split('#')[1] ?? '';
  };
  const [invite, usedInvite] = [await invitation('Aylin Demir'), await invitation('Jana Roth')];
  const post = (at: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${caller.base}${at}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const accepted = await post('/control/session/accept', { token: usedInvite });
  const invited = (accepted.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const wrongAdminPassword = 'Wr0ng-Admin-Password-of-Jana';
  for (const [password, status] of [
    [wrongAdminPassword, 403],
    [adminPassword, 200],
  ] as const)
    expect((await post('/control/session/admin', { password }, { cookie: invited })).status).toBe(status);

  const serverKey = 'sk-KeyOfTheExternalServer';
  const server = { name: 'BIG-BOX', url: 'http://127.0.0.1:9/v1', key: serverKey, certificate: null };
  AttachedView.parse(
    await caller.control('POST', '/control/attached', { ...server, slots: 1, prefer: false, models: null }),
  );

  // Its disk is full, so that nothing is brought there.
  const host = await startPasswordHost({ fullAfter: 1_000 });
  const hostKey = HostKeyView.parse(
    await caller.control('POST', '/control/machines/host-key', { address: '127.0.0.1', port: host.port }),
  );
  const wrongPassword = 'Wr0ng-Password-of-Jana';
  const passphrase = 'passphrase-of-the-key-99';
  const privateKey = readFileSync(makeSshKey(path.join(tempDir(), 'key'), passphrase), 'utf8');
  const target = { port: host.port, user: host.user, fingerprint: hostKey.fingerprint };
  for (const login of [
    { kind: 'password', password: host.password },
    { kind: 'password', password: wrongPassword },
    { kind: 'key', privateKey, passphrase },
  ] as const) {
    const { id } = InstallView.parse(
      await caller.control('POST', '/control/machines/installs', requestFor(target, login)),
    );
    await until(
      'the installation has ended',
      async () => (await office.state()).installs.some((one) => one.id === id && one.state !== 'running'),
      programMs,
    );
  }
  expect(host.shown.join()).toContain(host.password);

  const keyIn = (file: string): string =>
    (JSON.parse(readFileSync(path.join(dataDir, 'identity', file), 'utf8')) as { key: string }).key.split(/\r?\n/)[1] ??
    '';
  const secrets = {
    key,
    'control token': office.running().token,
    'launch link': launch.searchParams.get('open') ?? '',
    cookie,
    invite,
    'used invite': usedInvite,
    'cookie of an invited browser': invited.split('=')[1] ?? '',
    'admin password': adminPassword,
    'wrong admin password': wrongAdminPassword,
    'key of an external server': serverKey,
    'join token': token.split('.')[2] ?? '',
    'SSH password': host.password,
    'wrong SSH password': wrongPassword,
    passphrase,
    'SSH key': privateKey.split('\n')[2] ?? '',
    'hub token': hubToken,
    'identity key': keyIn('coordinator.json'),
    'CA key': keyIn('office-ca.json'),
    'HTTPS key': keyIn('https.json'),
    question: prompt,
  };
  for (const [name, secret] of Object.entries(secrets)) expect(secret.length, name).toBeGreaterThan(15);
  for (const secret of [key, secrets['join token'], secrets['launch link'], cookie, host.password, invite, serverKey])
    await misuse(caller, secret);

  const admin = { authorization: `Bearer ${office.running().token}` };
  const told = async (at: string): Promise<Written> => ({ where: at, text: await caller.text(at, admin) });
  const looked = await Promise.all(
    [
      '/control/activity.csv',
      '/control/activity?limit=500',
      '/control/keys/usage.csv',
      '/control/keys',
      '/control/state',
      '/control/access',
      '/control/people',
      '/control/attached',
      '/metrics',
      '/join',
    ].map(told),
  );
  const commands = await Promise.all(
    [['doctor'], ['doctor', '--json'], ['status', '--json'], ['events'], ['https', '--json'], ['ca']].map(
      async (words) => {
        const { stdout, stderr } = await runCommand([...words, '--data', dataDir]);
        return { where: words.join(' '), text: stdout + stderr };
      },
    ),
  );
  agent.kill('SIGTERM');
  await office.stop();
  // The greeting holds the launch link: that is how a person gets in. It does so once.
  const terminal = office.output();
  const greeting = terminal.split('\n').filter((line) => line.includes(secrets['launch link']));
  expect(greeting).toEqual([expect.stringMatching(/^ {2}Window /)]);
  const written: Written[] = [
    ...filesBelow(dataDir, (name) => !secretFiles.test(name) && !name.endsWith('.gguf')),
    ...filesBelow(agentData, (name) => !secretFiles.test(name)),
    ...looked,
    ...commands,
    { where: 'terminal', text: terminal.replace(greeting[0] ?? '', '') },
    { where: 'agent join', text: joined.said },
  ];
  expect(written.some(({ where: name }) => name === 'logs/coordinator.log')).toBe(true);
  expect(written.find(({ where: name }) => name === '/control/activity.csv')?.text).toContain('key made');

  const found = Object.entries(secrets).flatMap(([name, secret]) =>
    placesOf(secret, written).map((place) => `${name} in ${place}`),
  );
  // Each request shows it to the server, so that the ledger has it as it is.
  const inLedger = (place: string): boolean => /^key of an external server in ledger\.sqlite(-wal)?$/.test(place);
  expect(found.filter((place) => !inLedger(place))).toEqual([]);
  expect(found.some(inLedger)).toBe(true);

  // The same search finds what is there.
  writeFileSync(path.join(dataDir, 'logs', 'planted.log'), `{"msg":"a request failed","key":"${key}"}`);
  expect(
    placesOf(
      key,
      filesBelow(dataDir, (name) => !secretFiles.test(name)),
    ),
  ).toEqual(['logs/planted.log']);
  expect(placesOf(launch.searchParams.get('open') ?? '', [{ where: 'terminal', text: terminal }])).toEqual([
    'terminal',
  ]);
  const odd = 'a "quoted" secret/with+signs';
  for (const text of [odd, JSON.stringify({ odd }), `?key=${encodeURIComponent(odd)}`])
    expect(placesOf(odd, [{ where: 'x', text }])).toEqual(['x']);
});
