/** A PC that runs a whole Linux: systemd and sshd over the rig's cables, booted by systemd-nspawn, with a disk that outlives power cuts. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { until } from '../support/until.ts';
import { Disk } from './disk.ts';
import type { Pc } from './pc.ts';
import { system } from './system.ts';

/** Who may log in over SSH. */
export const officeUser = { name: 'officeuser', password: 'pa55-office' };

const diskMegabytes = 2_048;
/** A boot takes seconds. PCs of one host share its control groups, and now and then one waits for another's: then it is switched on anew. */
const firstBootMs = 45_000;
const secondBootMs = 90_000;
const keptConsole = 4_000;

const sshdConfig = [
  'PasswordAuthentication yes',
  'KbdInteractiveAuthentication no',
  'UsePAM yes',
  'Subsystem sftp /usr/lib/openssh/sftp-server',
  '',
].join('\n');

export class BootedPc {
  readonly pc: Pc;
  readonly disk: Disk;
  #machine: ChildProcess | null = null;
  #console = '';

  private constructor(pc: Pc, disk: Disk) {
    this.pc = pc;
    this.disk = disk;
  }

  /** Makes its disk. The PC is off. */
  static async install(pc: Pc, folder: string): Promise<BootedPc> {
    const disk = await Disk.make(folder, diskMegabytes);
    await prepare(disk, pc.name);
    return new BootedPc(pc, disk);
  }

  /** Switches it on. Resolves when one can log in over SSH. */
  async boot(): Promise<void> {
    try {
      await this.#bootWithin(firstBootMs);
    } catch {
      await this.powerCut();
      await this.#bootWithin(secondBootMs);
    }
  }

  async #bootWithin(limitMs: number): Promise<void> {
    this.#console = '';
    const machine = spawn('systemd-nspawn', [...nspawnArgs(this.disk, this.pc), '--console=pipe', '--boot'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#machine = machine;
    const note = (text: Buffer): void => void (this.#console = (this.#console + text.toString()).slice(-keptConsole));
    machine.stdout.on('data', note);
    machine.stderr.on('data', note);
    await until(
      `${this.pc.name} can be logged in to`,
      async () => {
        // Thrown only to be the cause: what it said says most.
        if (machine.exitCode !== null) throw new Error(`it ended: ${this.#console}`);
        return (await this.#leader()) !== null && (await this.#takesLogins());
      },
      limitMs,
    );
  }

  /** Everything ends in one moment; what was written to the disk is there at the next boot. */
  async powerCut(): Promise<void> {
    const machine = this.#machine;
    await this.pc.powerCut();
    if (machine) await until(`${this.pc.name} is off`, () => machine.exitCode !== null || machine.signalCode !== null);
    this.#machine = null;
  }

  /** A program on it as root, to its end. @returns what it wrote */
  async exec(program: string, ...args: readonly string[]): Promise<string> {
    const [outside = '', ...words] = await this.words(program, ...args);
    return system(outside, ...words);
  }

  /** The same as a line for this machine, for who starts it himself. */
  async words(program: string, ...args: readonly string[]): Promise<string[]> {
    const leader = await this.#leader();
    if (leader === null) throw new Error(`${this.pc.name} is off`);
    return ['nsenter', `--target=${leader}`, '--all', program, ...args];
  }

  /** Switches it off and takes its disk out. */
  async remove(): Promise<void> {
    await this.powerCut();
    await this.disk.remove();
  }

  /** The process that is number 1 on it; null while it is off. */
  async #leader(): Promise<number | null> {
    const pids = await this.pc.namespace.pids();
    return pids.find((pid) => /^NSpid:\t.*\t1$/m.test(statusOf(pid))) ?? null;
  }

  /** sshd answers, and the system lets people in: it refuses them until it has booted. */
  async #takesLogins(): Promise<boolean> {
    const leader = await this.#leader();
    if (leader === null || existsSync(`/proc/${leader}/root/run/nologin`)) return false;
    const ask = `exec 3<>/dev/tcp/${this.pc.address}/22 && head -c 4 <&3`;
    return (await this.pc.namespace.system('timeout', '2', 'bash', '-c', ask)) === 'SSH-';
  }
}

const nspawnArgs = ({ root }: Disk, { name, namespace }: Pc): string[] => [
  '--quiet',
  `--directory=${root}`,
  `--machine=${namespace.name}`,
  `--hostname=${name}`,
  `--network-namespace-path=/run/netns/${namespace.name}`,
  '--register=no',
  '--keep-unit',
  '--link-journal=no',
  '--resolv-conf=off',
  '--timezone=off',
];

/** Makes this machine's own system, of which the disk is a copy, one of a PC with sshd and nothing else. */
async function prepare(disk: Disk, name: string): Promise<void> {
  const at = (file: string): string => path.join(disk.root, file);
  const units = at('/etc/systemd/system');
  await mkdir(path.join(units, 'multi-user.target.wants'));
  await symlink('/lib/systemd/system/multi-user.target', path.join(units, 'default.target'));
  await symlink('/lib/systemd/system/ssh.service', path.join(units, 'multi-user.target.wants', 'ssh.service'));
  for (const level of [2, 3, 4, 5]) await rm(at(`/etc/rc${level}.d`), { recursive: true, force: true });
  for (const file of readdirSync(at('/etc/ssh'))) if (file.startsWith('ssh_host_')) await rm(at(`/etc/ssh/${file}`));
  await rm(at('/etc/ssh/sshd_not_to_be_run'), { force: true });
  await rm(at('/etc/resolv.conf'), { force: true });
  await writeFile(at('/etc/ssh/sshd_config'), sshdConfig);
  await writeFile(at('/etc/hostname'), `${name}\n`);
  await writeFile(at('/etc/hosts'), `127.0.0.1 localhost\n127.0.1.1 ${name}\n`);
  await writeFile(at('/etc/fstab'), '');
  // Without one, systemd takes the boot for the first and switches everything on that is installed.
  await writeFile(at('/etc/machine-id'), `${randomBytes(16).toString('hex')}\n`);
  const { name: user, password } = officeUser;
  const steps = `useradd --create-home --shell /bin/bash ${user} && echo ${user}:${password} | chpasswd && ssh-keygen -A`;
  await system(
    'systemd-nspawn',
    '--quiet',
    `--directory=${disk.root}`,
    '--register=no',
    '--keep-unit',
    '--pipe',
    'sh',
    '-ec',
    steps,
  );
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}
