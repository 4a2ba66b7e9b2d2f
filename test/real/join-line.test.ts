import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { formatJoinToken } from '../../contract/enrolment.ts';
import { Bundles } from '../../main/installer/bundles/bundles.ts';
import { JoinOffer } from '../../main/installer/join/join-offer.ts';
import { JoinPages } from '../../main/installer/join/join-pages.ts';
import { makeFakeBundle } from '../support/install/fake-bundle.ts';
import { changeOneByte, putBundle } from '../support/install/fake-bundles.ts';
import { listFiles } from '../support/list-files.ts';
import { quietLog } from '../support/quiet-log.ts';
import { root } from '../support/source/source-files.ts';
import { tempDir } from '../support/temp-dir.ts';

const token = formatJoinToken({ pin: 'ab'.repeat(32), secret: 'K7QM2XPD84RWTN6H' });
const slowMs = 60_000;

/** The real installing code in a bundle whose `join` only notes what it was told. */
const agent = `
import { appendFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
const from = (file) => import(${JSON.stringify(pathToFileURL(root).href)} + '/node-agent/service/' + file);
const [command, ...args] = process.argv.slice(2);
if (command === 'service') {
  const { serviceCommand } = await from('service-command.ts');
  const { thisPc } = await from('place.ts');
  const { hostShell } = await from('shell.ts');
  const { readTypedAddress: readAddress } = await import(${JSON.stringify(pathToFileURL(root).href)} + '/node-agent/link/dial-address.ts');
  const parts = { shell: hostShell(process.env, 1000), surroundings: thisPc(), say: console.log, readAddress, platform: 'linux', uid: 1000 };
  await serviceCommand(args, parts);
} else if (command === 'join') {
  const secret = (await text(process.stdin)).trim();
  appendFileSync(process.env.JOIN_LOG, [secret, ...args].join(' ') + '\\n');
  if (process.env.JOIN_FAILS) { console.error('The token was used before.'); process.exitCode = 1; }
}
`;

/** A PC that the script is run on: its home, and programs of a system that has systemd and glibc. */
async function aPc(programs: Record<string, string> = {}) {
  const home = tempDir();
  const bin = tempDir();
  const log = path.join(tempDir(), 'commands');
  const all = {
    systemctl: 'exit 0',
    loginctl: 'case "$1" in show-user) echo no ;; esac',
    ...programs,
  };
  for (const [name, text] of Object.entries(all)) {
    writeFileSync(path.join(bin, name), `#!/bin/sh\necho "${name} $*" >>"$COMMANDS"\n${text}\n`);
    chmodSync(path.join(bin, name), 0o755);
  }
  mkdirSync(path.join(home, '.config/systemd/user/default.target.wants'), { recursive: true });
  const joined = path.join(tempDir(), 'joined');
  const env = { PATH: `${bin}:/usr/bin:/bin`, HOME: home, COMMANDS: log, JOIN_LOG: joined, TMPDIR: tempDir() };
  const run = (line: string, more: Record<string, string> = {}): Promise<{ code: number; said: string }> =>
    new Promise((resolve, reject) => {
      const child = spawn('/bin/sh', ['-c', line], { env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'pipe'] });
      let said = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
      child.once('error', reject);
      child.once('close', (code) => resolve({ code: code ?? -1, said }));
    });
  const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  return { home, run, joined: () => read(joined), commands: () => read(log), temp: env.TMPDIR };
}

/** The office’s pages with one bundle. */
async function anOffice() {
  const folder = tempDir();
  const node = `exec ${process.execPath} --disable-warning=ExperimentalWarning "$@"`;
  const { archive } = await makeFakeBundle(tempDir(), { node, more: { 'agent/node-agent.mjs': agent } });
  const file = putBundle(folder, 'linux-x64', readFileSync(archive));
  const offer = new JoinOffer(new Bundles({ folder, version: '0.1.0', make: null }), quietLog);
  const pages = new JoinPages({ offer, officeName: () => 'Test', agentsPort: () => 8421, log: quietLog });
  /** What a machine in the middle makes of the answers. */
  let meddle: ((where: string) => Buffer | null) | null = null;
  const server = createServer((request, response) => {
    const forged = meddle?.(request.url ?? '') ?? null;
    if (forged) response.end(forged);
    else pages.handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const http = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const target = { http, coordinators: ['127.0.0.1:8421'] } as const;
  const line = async (secret: string | null): Promise<string> => {
    const { linux } = await offer.lines(target, secret, AbortSignal.timeout(slowMs));
    if (linux === null) throw new Error('there is no command');
    return linux;
  };
  return { file, line, meddleWith: (how: typeof meddle) => void (meddle = how) };
}

describe('the line for Linux', { timeout: slowMs }, () => {
  it('installs the agent as a service of the user and joins, twice over', async () => {
    const office = await anOffice();
    const pc = await aPc();
    for (const _time of ['first', 'second']) {
      const { code, said } = await pc.run(await office.line(token));
      expect([code, said]).toEqual([0, expect.stringContaining('now shows on the Machines page')]);
    }
    const place = path.join(pc.home, '.local/share/aivailable-agent');
    expect(pc.joined().split('\n')[0]).toBe(`${token} - --data ${place}/data --coordinator 127.0.0.1:8421`);
    expect(listFiles(place)).toContain('current -> versions/0.1.0');
    expect(pc.commands()).toContain('systemctl --user restart aivailable-agent.service');
    expect(listFiles(pc.home).filter((name) => name.startsWith('.aivailable-install'))).toEqual([]);
    expect(listFiles(pc.temp)).toEqual([]);
  });

  it('installs an agent that asks to join when it has no token', async () => {
    const office = await anOffice();
    const pc = await aPc();
    const { code, said } = await pc.run(await office.line(null));
    expect([code, said]).toEqual([0, expect.stringContaining('status --data')]);
    expect(pc.joined()).toBe('');
    const unit = readFileSync(path.join(pc.home, '.config/systemd/user/aivailable-agent.service'), 'utf8');
    expect(unit).toContain('--coordinator 127.0.0.1:8421');
  });

  it('runs nothing of a script with one byte changed', async () => {
    const office = await anOffice();
    const pc = await aPc();
    const line = await office.line(token);
    const forged = Buffer.from('#!/bin/sh\ntouch "$HOME/forged"\n');
    office.meddleWith((where) => (where === '/join/install.sh' ? forged : null));
    const before = listFiles(pc.home);
    const { code, said } = await pc.run(line);
    expect([code, said]).toEqual([1, 'This is not the file of the office: nothing was run.\n']);
    expect(listFiles(pc.home)).toEqual(before);
  });

  it('runs nothing of a bundle with one byte changed', async () => {
    const office = await anOffice();
    const pc = await aPc();
    const line = await office.line(token);
    const original = readFileSync(office.file);
    changeOneByte(office.file);
    const forged = readFileSync(office.file);
    writeFileSync(office.file, original);
    expect(createHash('sha256').update(forged).digest()).not.toEqual(createHash('sha256').update(original).digest());
    office.meddleWith((where) => (where.startsWith('/join/files/') ? forged : null));
    const before = listFiles(pc.home);
    const { code, said } = await pc.run(line);
    expect([code, said]).toEqual([1, expect.stringContaining('is not the file of this office')]);
    expect(listFiles(pc.home)).toEqual(before);
    expect(pc.commands()).toBe('');
  });

  it('leaves nothing behind when the service cannot be started, or the office refuses', async () => {
    const office = await anOffice();
    const failing = { systemctl: 'case "$*" in *restart*) echo "no bus" >&2; exit 1 ;; esac' };
    for (const [programs, env, why] of [
      [failing, {}, 'no bus'],
      [{}, { JOIN_FAILS: 'yes' }, 'The token was used before.'],
    ] as const) {
      const pc = await aPc(programs);
      const before = listFiles(pc.home);
      const { code, said } = await pc.run(await office.line(token), env);
      expect([code, said]).toEqual([1, expect.stringContaining(why)]);
      expect(said).toContain('Nothing was installed.');
      expect(listFiles(pc.home)).toEqual(before);
    }
  });

  it('keeps an agent that was there before when the office refuses', async () => {
    const office = await anOffice();
    const pc = await aPc();
    await pc.run(await office.line(token));
    const before = listFiles(pc.home);
    const { code, said } = await pc.run(await office.line(token), { JOIN_FAILS: 'yes' });
    expect([code, said]).toEqual([1, expect.stringContaining('The agent that was here before stays.')]);
    expect(listFiles(pc.home)).toEqual(before);
  });

  it.each([
    [{ uname: 'case "$1" in -s) echo Darwin ;; -m) echo x86_64 ;; esac' }, 'This script is for Linux.'],
    [{ uname: 'case "$1" in -s) echo Linux ;; -m) echo armv7l ;; esac' }, 'this is armv7l'],
    [{ getconf: 'echo glibc 2.31' }, 'The agent needs glibc 2.34; this is glibc 2.31.'],
    [{ getconf: 'exit 1' }, 'The agent needs the GNU C library'],
    [{ df: 'printf "head\\n/dev/a 9 9 0 9%% /home\\n"' }, 'Too little disk is free'],
  ])('says early what stands in the way: %j', async (programs, why) => {
    const office = await anOffice();
    const pc = await aPc(programs);
    const before = listFiles(pc.home);
    const { code, said } = await pc.run(await office.line(token));
    expect([code, said]).toEqual([1, expect.stringContaining(why)]);
    expect(listFiles(pc.home)).toEqual(before);
  });
});
