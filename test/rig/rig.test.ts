import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { programMs, until } from '../support/until.ts';
import { officeUser, type BootedPc } from './booted-pc.ts';
import { rigsFolder } from './leftovers.ts';
import { Namespace } from './namespace.ts';
import type { Pc } from './pc.ts';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.make();
});
afterEach(() => rig.close());

/** Whether the coordinator reaches a PC: it dials a port where nobody is, and a PC that is there refuses. */
async function reaches(from: Pc, to: Pc): Promise<boolean> {
  const dial = `exec 3<>/dev/tcp/${to.address}/9`;
  const refused = from.namespace.system('timeout', '1', 'bash', '-c', dial).catch((error: unknown) => String(error));
  return (await refused).includes('Connection refused');
}

describe('the rig’s network', () => {
  it('joins the PCs of one office, each under its own host name', async () => {
    const [coordinator, pc] = [await rig.addCoordinator(), await rig.addPc(1)];
    expect(await reaches(coordinator, pc)).toBe(true);
    const child = pc.run('hostname');
    let said = '';
    child.stdout.on('data', (text: Buffer) => (said += text.toString()));
    await once(child, 'close');
    expect(said).toBe('pc1\n');
  });

  it('keeps two offices apart that use the same addresses', async () => {
    const other = await Rig.make();
    try {
      const here = await rig.addCoordinator();
      const there = await other.addPc(1);
      expect(await reaches(here, there)).toBe(false);
      const own = await rig.addPc(1);
      // Linux remembers for a moment that nobody had the address.
      expect(await until('the PC of the same office is reached', () => reaches(here, own))).toBe(true);
    } finally {
      await other.close();
    }
  });

  it('can pull a cable, lose packets and put both right again', async () => {
    const [coordinator, pc] = [await rig.addCoordinator(), await rig.addPc(1)];
    await pc.pullCable();
    expect(await reaches(coordinator, pc)).toBe(false);
    await pc.plugCable();
    await until('the cable is back', () => reaches(coordinator, pc));
    await pc.losePackets(100);
    expect(await reaches(coordinator, pc)).toBe(false);
    await pc.losePackets(0);
    expect(await reaches(coordinator, pc)).toBe(true);
  });

  it('can limit what comes to a PC, and cut its power', async () => {
    const pc = await rig.addPc(1);
    await pc.limitRate(10);
    await pc.limitRate(null);
    const child = pc.run('sleep', ['600']);
    await until('it runs', async () => (await pc.namespace.pids()).length > 0);
    const ended = once(child, 'exit');
    await pc.powerCut();
    expect(await ended).toEqual([null, 'SIGKILL']);
  });
});

describe('a booted PC', () => {
  const login = (from: Pc, { pc }: BootedPc, command: string): Promise<string> =>
    from.namespace.system(
      'sshpass',
      `-p${officeUser.password}`,
      'ssh',
      '-oStrictHostKeyChecking=no',
      '-oUserKnownHostsFile=/dev/null',
      '-oLogLevel=ERROR',
      `${officeUser.name}@${pc.address}`,
      command,
    );

  it('takes logins, runs services for its users, and has neither Node nor the checkout', async () => {
    const coordinator = await rig.addCoordinator();
    const booted = await rig.install(await rig.addPc(1));
    await booted.boot();
    expect(await login(coordinator, booted, 'hostname; id -un')).toBe(`pc1\n${officeUser.name}\n`);
    expect(await login(coordinator, booted, 'systemctl --user is-active default.target')).toBe('active\n');
    expect(await login(coordinator, booted, 'command -v node npm || echo none')).toBe('none\n');
    const top = process.cwd().split('/')[1] ?? '';
    expect(await booted.exec('sh', '-c', `test -e ${process.cwd()}/package.json || echo "no /${top}"`)).toBe(
      `no /${top}\n`,
    );
  });

  it('keeps through a power cut what was written, and shows what that is', async () => {
    const booted = await rig.install(await rig.addPc(1));
    await booted.boot();
    const before = booted.disk.files();
    await booted.exec('sh', '-c', 'echo hello > /home/officeuser/note && rm /etc/issue');
    await booted.powerCut();
    await booted.boot();
    expect(await booted.exec('cat', '/home/officeuser/note')).toBe('hello\n');
    const changed = [...booted.disk.files()].filter(([file, mark]) => before.get(file) !== mark).map(([file]) => file);
    expect(changed).toEqual(expect.arrayContaining(['/home/officeuser/note', '/etc/issue']));
    await booted.exec('rm', '/home/officeuser/note');
    expect(booted.disk.files().has('/home/officeuser/note')).toBe(false);
  });
});

describe('what a rig leaves behind', () => {
  it('is nothing after its end', async () => {
    const booted = await rig.install(await rig.addPc(1));
    await booted.boot();
    await rig.close();
    expect(await standing(rig.prefix)).toEqual([]);
  });

  it('when its process was killed, is taken down by the next one', async () => {
    const program = `
      const { Rig } = await import(${JSON.stringify(path.join(import.meta.dirname, 'rig.ts'))});
      const rig = await Rig.make();
      const booted = await rig.install(await rig.addPc(1));
      await booted.boot();
      console.log(rig.prefix);
      setInterval(() => undefined, 1000);
    `;
    const child = spawn(process.execPath, [
      '--disable-warning=ExperimentalWarning',
      '--input-type=module',
      '-e',
      program,
    ]);
    let prefix = '';
    child.stdout.on('data', (text: Buffer) => (prefix += text.toString()));
    await until('the other rig stands', () => prefix.endsWith('\n'), programMs);
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    expect((await standing(prefix.trim())).length).toBeGreaterThan(0);
    const next = await Rig.make();
    await next.close();
    expect(await standing(prefix.trim())).toEqual([]);
  });
});

/** Namespaces, mounts, folders and processes that carry the prefix. */
async function standing(prefix: string): Promise<string[]> {
  const namespaces = (await Namespace.list()).filter((name) => name.startsWith(prefix));
  const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n');
  const processes = readdirSync('/proc').flatMap((pid) => (/^\d+$/.test(pid) ? [commandLine(pid)] : []));
  return [
    ...namespaces,
    ...[...mounts, ...processes].filter((line) => line.includes(prefix)),
    ...[path.join(rigsFolder, prefix)].filter((folder) => existsSync(folder)),
  ];
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // It ended in this moment.
    return '';
  }
}
