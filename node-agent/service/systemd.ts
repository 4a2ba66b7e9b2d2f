/** systemd as the agent's service manager: the user's own, or the system's. */
import { rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { refuse } from '../../contract/problem.ts';
import type { InstallRecord } from './install-record.ts';
import { makeFolders } from './made-folders.ts';
import { type Place, serviceName } from './place.ts';
import type { ServiceManager } from './service-manager.ts';
import type { Shell, ShellResult } from './shell.ts';
import { agentUnit, removerPathUnit, removerUnit, wishFile } from './systemd-units.ts';

const unit = `${serviceName}.service`;
const remover = { service: `${serviceName}-remover.service`, path: `${serviceName}-remover.path` };
/** A user's service manager that lingering has just started takes a moment. */
const userManagerMs = 10_000;
const lookEveryMs = 200;
/** Groups that may use graphics cards, where they exist. */
const gpuGroups = ['video', 'render'];

interface SystemdOptions {
  readonly shell: Shell;
  /** Sentences for whoever installs. */
  readonly say: (line: string) => void;
  readonly user?: string;
}

export class Systemd implements ServiceManager {
  readonly #shell: Shell;
  readonly #say: (line: string) => void;
  readonly #user: string;

  constructor({ shell, say, user = os.userInfo().username }: SystemdOptions) {
    this.#shell = shell;
    this.#say = say;
    this.#user = user;
  }

  async prepare({ kind, data, units }: Place, record: InstallRecord): Promise<void> {
    const system = kind === 'systemd-system';
    await (system ? this.#makeUser(data, record) : this.#linger(record));
    // The folder of links too: systemctl makes it, and leaves it behind empty.
    const wants = path.join(units ?? '', system ? 'multi-user.target.wants' : 'default.target.wants');
    record.made.folders.push(...makeFolders(wants));
  }

  async start(place: Place, coordinators: readonly string[], record: InstallRecord): Promise<void> {
    const system = place.kind === 'systemd-system';
    const write = (name: string, text: string): void =>
      writeFileSync(path.join(place.units ?? '', name), text, { mode: 0o644 });
    write(unit, agentUnit(place, coordinators));
    if (system) {
      write(remover.service, removerUnit(place, record.made.user));
      write(remover.path, removerPathUnit(place));
      // The agent's own, so that it can update itself.
      await this.#must('chown', '-R', `${serviceName}:`, place.root, place.data);
    }
    const scope = scopeOf(record);
    await this.#must('systemctl', ...scope, 'daemon-reload');
    await this.#must('systemctl', ...scope, 'enable', unit);
    if (system) await this.#must('systemctl', ...scope, 'enable', '--now', remover.path);
    await this.#must('systemctl', ...scope, 'restart', unit);
  }

  async remove(record: InstallRecord): Promise<void> {
    const scope = scopeOf(record);
    const system = record.kind === 'systemd-system';
    await this.#try('systemctl', ...scope, 'disable', '--now', unit, ...(system ? [remover.path] : []));
    for (const name of [unit, remover.service, remover.path])
      rmSync(path.join(record.units ?? '', name), { force: true });
    await this.#try('systemctl', ...scope, 'daemon-reload');
    await this.#try('systemctl', ...scope, 'reset-failed', unit);
  }

  async release(record: InstallRecord): Promise<void> {
    // Without it, the user's services end at once where nobody is logged in: the one that uninstalls, too.
    if (record.made.linger) await this.#try('loginctl', 'disable-linger', this.#user);
    if (record.made.user) await this.#try('userdel', serviceName);
  }

  async removeLater(record: InstallRecord): Promise<void> {
    if (record.kind === 'systemd-system') return writeFileSync(wishFile(record), '', { mode: 0o600 });
    const program = path.join(record.root, 'current');
    await this.#must(
      'systemd-run',
      '--user',
      '--no-block',
      '--collect',
      // In a unit of its own: what is in the agent's ends with it.
      `--unit=${serviceName}-remover`,
      path.join(program, 'bin', 'node'),
      path.join(program, 'agent', 'node-agent.mjs'),
      'service',
      'uninstall',
      '--purge',
      '--data',
      record.data,
    );
  }

  /** Services of a user run while that user is logged in; with this, always. */
  async #linger(record: InstallRecord): Promise<void> {
    const shown = await this.#try('loginctl', 'show-user', this.#user, '--property=Linger', '--value');
    if (shown.stdout.trim() !== 'yes') {
      const enabled = await this.#try('loginctl', 'enable-linger', this.#user);
      if (enabled.code === 0) record.made.linger = true;
      else this.#say(`The agent runs only while ${this.#user} is logged in: ${words(enabled)}`);
    }
    for (let waited = 0; ; waited += lookEveryMs) {
      const asked = await this.#try('systemctl', '--user', 'show-environment');
      if (asked.code === 0) return;
      if (waited >= userManagerMs || asked.code === 127) refuse('install_failed', noManager(this.#user, asked));
      await wait(lookEveryMs);
    }
  }

  async #makeUser(data: string, record: InstallRecord): Promise<void> {
    if ((await this.#try('id', '-u', serviceName)).code !== 0) {
      const options = ['--system', '--home-dir', data, '--no-create-home', '--shell', '/usr/sbin/nologin'];
      await this.#must('useradd', ...options, serviceName);
      record.made.user = true;
    }
    for (const group of gpuGroups) {
      if ((await this.#try('getent', 'group', group)).code === 0) {
        await this.#must('usermod', '--append', '--groups', group, serviceName);
      }
    }
  }

  #try(program: string, ...args: readonly string[]): Promise<ShellResult> {
    return this.#shell.run(program, args);
  }

  async #must(program: string, ...args: readonly string[]): Promise<void> {
    const result = await this.#shell.run(program, args);
    if (result.code !== 0) refuse('install_failed', `“${[program, ...args].join(' ')}” failed: ${words(result)}`);
  }
}

const scopeOf = ({ kind }: InstallRecord): string[] => (kind === 'systemd-user' ? ['--user'] : []);

const noManager = (user: string, result: ShellResult): string =>
  `The services of ${user} are not run by systemd here: ${words(result)}`;

const words = ({ code, stdout, stderr }: ShellResult): string =>
  (stderr.trim() || stdout.trim() || `exit code ${code}`).split('\n').slice(-3).join(' ').slice(0, 400);
