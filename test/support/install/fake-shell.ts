/** The system's programs for tests of the service: systemctl and its like, scripted, with the traces that they leave in files. */
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import type { Shell, ShellResult } from '../../../node-agent/service/shell.ts';

interface FakeShellOptions {
  /** Where systemd keeps the units of whoever installs. */
  readonly units: string;
  /** Commands that fail, by their beginning: "systemctl --user restart". */
  readonly failing?: readonly string[];
  /** What a program answers, by its name. */
  readonly answers?: Readonly<Record<string, ShellResult>>;
}

export class FakeShell implements Shell {
  readonly #options: FakeShellOptions;
  /** Every command, as one line. */
  readonly ran: string[] = [];
  linger = false;
  /** Looks on, before a command acts. */
  onRun: (line: string) => void = () => undefined;

  constructor(options: FakeShellOptions) {
    this.#options = options;
  }

  run(program: string, args: readonly string[]): Promise<ShellResult> {
    const line = [path.basename(program), ...args].join(' ');
    this.ran.push(line);
    this.onRun(line);
    if (this.#options.failing?.some((one) => line.startsWith(one))) {
      return Promise.resolve({ code: 1, stdout: '', stderr: 'it was told to fail' });
    }
    const answer = this.#options.answers?.[path.basename(program)];
    return Promise.resolve(answer ?? { code: 0, stdout: this.#act(line), stderr: '' });
  }

  #act(line: string): string {
    const enabled = /^systemctl (?:--user )?enable (?:--now )?(\S+)$/.exec(line)?.[1];
    if (enabled) this.#link(enabled);
    if (/^systemctl (--user )?disable /.test(line)) this.#unlink();
    if (line.startsWith('loginctl enable-linger')) this.linger = true;
    if (line.startsWith('loginctl disable-linger')) this.linger = false;
    if (line.startsWith('loginctl show-user')) return this.linger ? 'yes\n' : 'no\n';
    return '';
  }

  #link(unit: string): void {
    const wants = path.join(this.#options.units, 'default.target.wants');
    mkdirSync(wants, { recursive: true });
    const link = path.join(wants, unit);
    if (!existsSync(link)) symlinkSync(path.join('..', unit), link);
  }

  #unlink(): void {
    rmSync(path.join(this.#options.units, 'default.target.wants', 'aivailable-agent.service'), { force: true });
  }
}
