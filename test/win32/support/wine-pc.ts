/** A PC for Windows' own binaries: Wine in Debian's tree, with a disk, registry and processes of its own. No Windows runs here. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { programMs, until } from '../../support/until.ts';
import { commandOf, firstChildOf, listeningSockets, processesBeside } from './process-namespace.ts';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  /** It is killed after this long, in milliseconds. */
  readonly timeout?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Windows path of the folder it starts in. */
  readonly cwd?: string;
}

const wine = '/usr/lib/wine/wine64';
/** Where the PC's folder lies inside the tree. */
const inside = '/srv';
/** First start: the prefix is made. */
const bootMs = 120_000;

/**
 * One PC. Its folder outlives `off`, as a disk does; its processes never do: they live in a process namespace whose end ends all.
 * Needs root.
 */
export class WinePc {
  readonly #tree: string;
  readonly #folder = mkdtempSync(path.join(os.tmpdir(), 'aivailable-wine-'));
  readonly #shaders: string;
  #machine: ChildProcess | null = null;
  #runs = 0;

  /** @param tree of scripts/wine/wine-tree.mjs */
  constructor(tree: string) {
    this.#tree = tree;
    // Mesa compiles for 40 s what it finds here at the next run.
    this.#shaders = path.join(path.dirname(tree), 'wine-13-shaders');
    for (const folder of ['out', 'root']) mkdirSync(path.join(this.#folder, folder));
    mkdirSync(this.#shaders, { recursive: true });
  }

  /** Switches it on and logs its user on: Wine starts what the Run keys name, as Windows does. */
  async on(): Promise<void> {
    this.#machine = spawn('setpriv', ['--pdeathsig', 'KILL', 'unshare', ...this.#unshare(), 'sh', '-c', this.#init()], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await until('the PC is on', () => this.#firstProcess(), programMs);
    const booted = await this.run('wineboot.exe', [], { timeout: bootMs });
    if (booted.code !== 0) throw new Error(`wineboot ended with ${booted.code}: ${booted.stderr}`);
  }

  /** Runs a program to its end. @param program a Windows path, or a name that Wine finds. */
  async run(program: string, args: readonly string[] = [], options: RunOptions = {}): Promise<Ran> {
    const { timeout = programMs, env = {}, cwd } = options;
    const out = path.join(this.#folder, 'out', String((this.#runs += 1)));
    // Wine's programs take files for these, not pipes.
    const files = ['out', 'err'].map((name) => openSync(`${out}.${name}`, 'w'));
    const shell = [...(cwd === undefined ? ['/'] : [this.#insidePath(cwd)]), wine, program, ...args];
    const child = spawn('nsenter', [...this.#enter(), 'sh', '-c', 'cd "$0" && exec "$@"', ...shell], {
      stdio: ['ignore', ...files],
      env: { ...this.#environment(), ...env },
    });
    files.forEach(closeSync);
    const alarm = setTimeout(() => child.kill('SIGKILL'), timeout);
    const code = await new Promise<number | null>((resolve, reject) =>
      child.once('exit', resolve).once('error', reject),
    );
    clearTimeout(alarm);
    const [stdout = '', stderr = ''] = ['out', 'err'].map((name) => readFileSync(`${out}.${name}`, 'utf8'));
    return { code, stdout, stderr };
  }

  /** Path on this PC's disk, as Linux sees it. */
  disk(windowsPath: string): string {
    return path.join(this.#folder, 'prefix', 'drive_c', windowsPath.replace(/^C:/i, '').replaceAll('\\', '/'));
  }

  /** Files on its disk that hold this text, in Windows' two usual encodings; files of more than 50 MB are programs. */
  filesWith(text: string): string[] {
    const files = readdirSync(this.disk('C:\\'), { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
    return files
      .map((one) => path.join(one.parentPath, one.name))
      .filter((file) => statSync(file).size < 50e6)
      .filter((file) => {
        const content = readFileSync(file);
        return content.includes(text) || content.includes(Buffer.from(text, 'utf16le'));
      });
  }

  /** Command lines of the Windows programs that run, without those that Wine itself keeps running. */
  processes(): string[] {
    return this.#pids().flatMap((pid) => {
      const command = commandOf(pid);
      return /\.exe/i.test(command) && !/^C:\\windows\\system32\\(?!cmd|conhost)/i.test(command) ? [command] : [];
    });
  }

  /** Ends the programs with this in their command line, without asking them. @returns how many */
  kill(part: string): number {
    const found = this.#pids().filter((pid) => commandOf(pid).includes(part));
    for (const pid of found) process.kill(pid, 'SIGKILL');
    return found.length;
  }

  /** Ports that its programs listen on; Wine's server holds the sockets for them. */
  listening(): string[] {
    return listeningSockets(this.#pids());
  }

  /** Shuts it down in order: Wine ends all programs and writes the registry. */
  async off(): Promise<void> {
    const machine = this.#machine;
    if (!machine) return;
    // Without `-w`, the server would be cut off while it writes.
    for (const option of ['-k', '-w']) {
      spawnSync('nsenter', [...this.#enter(), '/usr/lib/wine/wineserver', option], {
        env: this.#environment(),
        timeout: programMs,
      });
    }
    await this.cutPower();
  }

  /** Everything ends at once, wherever it stands. */
  async cutPower(): Promise<void> {
    const machine = this.#machine;
    this.#machine = null;
    if (!machine || machine.exitCode !== null || machine.signalCode !== null) return;
    const gone = new Promise((resolve) => machine.once('exit', resolve));
    machine.kill('SIGKILL');
    await gone;
  }

  /** Off, and its disk removed. */
  async scrap(): Promise<void> {
    await this.off();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #unshare(): string[] {
    return ['--mount', '--pid', '--fork', '--kill-child=KILL', '--propagation', 'private', '--'];
  }

  /** What the first process does: the tree read-only, with this PC's folder in it. It stays, and takes in orphans. */
  #init(): string {
    const root = path.join(this.#folder, 'root');
    const lines = [
      `mount --bind '${this.#tree}' '${root}'`,
      `mount -o remount,bind,ro '${root}'`,
      `mount -t proc proc '${root}/proc'`,
      `mount --rbind /dev '${root}/dev'`,
      `mount -t tmpfs tmpfs '${root}/tmp'`,
      `mount --bind '${this.#folder}' '${root}${inside}'`,
      `mount --bind '${this.#shaders}' '${root}/mnt'`,
      `exec chroot '${root}' sh -c 'while :; do sleep 1; done'`,
    ];
    return lines.join(' && ');
  }

  #enter(): string[] {
    return ['--target', String(this.#firstProcess() ?? refuseOff()), '--mount', '--pid', '--root', '--wd', '--'];
  }

  /** Its process id out here, as soon as it has the tree for its root. */
  #firstProcess(): number | null {
    const pid = this.#machine?.pid;
    const first = pid === undefined ? null : firstChildOf(pid);
    return first !== null && commandOf(first).startsWith('sh -c while') ? first : null;
  }

  #pids(): number[] {
    const first = this.#firstProcess();
    return first === null ? [] : processesBeside(first);
  }

  #environment(): Record<string, string> {
    return {
      HOME: inside,
      PATH: '/usr/bin:/bin',
      WINEPREFIX: `${inside}/prefix`,
      WINEDEBUG: '-all',
      WINEDLLOVERRIDES: 'mscoree,mshtml=',
      // Mesa's software device, the only card there.
      VK_ICD_FILENAMES: '/usr/share/vulkan/icd.d/lvp_icd.json',
      MESA_SHADER_CACHE_DIR: '/mnt',
      XDG_RUNTIME_DIR: '/tmp',
    };
  }

  #insidePath(windowsPath: string): string {
    return path.join(inside, path.relative(this.#folder, this.disk(windowsPath)));
  }
}

const refuseOff = (): never => {
  throw new Error('the PC is off');
};
