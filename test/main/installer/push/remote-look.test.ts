import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { lookAt } from '../../../../main/installer/push/remote-look.ts';
import { connectSsh } from '../../../../main/installer/ssh/ssh-connect.ts';
import { sshLogin } from '../../../../main/installer/ssh/ssh-login.ts';
import { SshSession } from '../../../../main/installer/ssh/ssh-session.ts';
import { listFiles } from '../../../support/list-files.ts';
import { startPasswordHost, type PasswordHost } from '../../../support/install/ssh-host.ts';

const { signal } = new AbortController();

async function sessionOn({ port, user, password }: PasswordHost): Promise<SshSession> {
  const login = sshLogin(user, { kind: 'password', password }, null);
  const session = new SshSession(
    await connectSsh({ address: '127.0.0.1', port, user, login, accepts: () => true }, signal),
  );
  onTestFinished(() => session.close());
  return session;
}

it('a look finds what this PC is, and leaves nothing there', async () => {
  const host = await startPasswordHost();
  const facts = await lookAt(await sessionOn(host), { wantSudo: false, signal });
  expect(facts).toMatchObject({
    system: 'linux',
    home: host.home,
    isRoot: false,
    homeIsWritable: true,
    homeRuns: true,
    systemdUser: true,
    canLinger: true,
    sudo: false,
    agent: null,
    agentData: [],
  });
  expect(facts.freeDisk).toBeGreaterThan(0);
  expect(facts.memory).toBeGreaterThan(0);
  expect(listFiles(host.home)).toEqual([]);
});

it.each([
  ['.local/share', undefined],
  ['.local/share', '~/.local/share'],
  ['.local/share', 'no/absolute/path'],
  ['.local/share', '~/elsewhere'],
  ['elsewhere', '~/elsewhere'],
])('a look finds the agent that is in %s, and its office (XDG_DATA_HOME is %s)', async (folder, dataHome) => {
  const host = await startPasswordHost(dataHome === undefined ? {} : { dataHome });
  const base = path.join(host.home, folder, 'aivailable-agent');
  mkdirSync(path.join(base, 'data'), { recursive: true });
  symlinkSync('versions/0.1.0', path.join(base, 'current'));
  const enrolment = { addresses: ['10.0.0.5:8421'], pin: 'ef'.repeat(32), officeName: 'Linden' };
  for (const text of [JSON.stringify(enrolment), JSON.stringify(enrolment, null, 2)]) {
    writeFileSync(path.join(base, 'data', 'enrolment.json'), text);
    const facts = await lookAt(await sessionOn(host), { wantSudo: false, signal });
    expect(facts.agent).toEqual({ version: '0.1.0', pin: 'ef'.repeat(32) });
    expect(facts.agentData).toEqual([path.join(base, 'data')]);
  }
});

it.each(['fish', 'tcsh'])(
  'what is on the command line means the same to %s: it has nothing that shells read differently',
  async (shell) => {
    const commands: string[] = [];
    const host = await startPasswordHost({
      shell: (command) => {
        commands.push(command);
        return ['/bin/sh', '-c', command];
      },
    });
    await lookAt(await sessionOn(host), { wantSudo: false, signal });
    expect(new Set(commands).size, shell).toBe(1);
    // One word in single quotes, and in it no quote, no backslash, no exclamation mark and no new line.
    expect(commands[0]).toMatch(/^sh -c '[^'\\!\n]+'$/);
  },
);

it.each([
  ['cmd', 'windows11-cmd', 'Windows_NT $env:OS'],
  ['PowerShell', 'windows11-powershell', '%OS% Windows_NT'],
])('a Windows that answers with %s is known, and the way is said', async (_name, fixture, echoed) => {
  const said = readFileSync(new URL(`../../../fixtures/ssh-look/${fixture}.txt`, import.meta.url), 'utf8');
  const host = await startPasswordHost({
    shell: (command) =>
      command.startsWith('echo ') ? ['/bin/echo', echoed] : ['/bin/sh', '-c', `printf %s "$0" >&2; exit 1`, said],
  });
  await expect(lookAt(await sessionOn(host), { wantSudo: false, signal })).rejects.toMatchObject({
    problem: {
      code: 'host_unsuitable',
      message: 'That PC runs Windows, where nothing can be installed over SSH.',
      action: 'Open “Run a command there” and start its line for Windows on that PC.',
    },
  });
});

it('a device without a shell is told as such, with what it said', async () => {
  const host = await startPasswordHost({ shell: () => ['/bin/sh', '-c', 'echo "% Unknown command."; exit 1'] });
  await expect(lookAt(await sessionOn(host), { wantSudo: false, signal })).rejects.toMatchObject({
    problem: {
      code: 'host_unsuitable',
      message: 'Its shell did not answer as a PC’s does: “% Unknown command.”. It may be a network device.',
    },
  });
});
