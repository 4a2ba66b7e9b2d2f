/** What the office offers to PCs that join by themselves: the installers for each system, and the commands that run them. */
import { createHash } from 'node:crypto';
import type { Log } from '../../../common/log.ts';
import { platforms } from '../../../contract/bundle.ts';
import { type JoinCommands, JoinSystem } from '../../../contract/control-machines.ts';
import type { BundleInfo, Bundles } from '../bundles/bundles.ts';
import { isInstallerName } from './installer-name.ts';
import { type JoinTarget, powerShellCommand, shellCommand } from './join-commands.ts';
import { installPs1 } from './scripts/install-ps1.ts';
import { installSh } from './scripts/install-sh.ts';

/** The systems, with what each is installed from. */
const systems = {
  windows: { bundle: 'win-x64-setup', path: '/join/install.ps1', write: installPs1 },
  linux: { bundle: 'linux-x64', path: '/join/install.sh', write: installSh },
  macos: { bundle: 'mac-arm64', path: '/join/install-macos.sh', write: installSh },
} as const satisfies Record<JoinSystem, unknown>;

export const joinSystems = JoinSystem.options;

interface JoinScript {
  readonly text: string;
  /** Hex. */
  readonly sha256: string;
}

/** One line for each system; null when what it installs is not there. */
export type CommandLines = JoinCommands['commands'];

interface OfferOptions {
  /** Whose bundles are made when they are not there. */
  readonly systems: readonly JoinSystem[];
  readonly signal: AbortSignal;
}

interface Offered {
  readonly commands: CommandLines;
  /** What is missing is being made. */
  readonly making: boolean;
}

interface JoinToken {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** How long somebody who looks at a dialog waits for bundles that are being made: for the first, and then for the others. */
const patience = { firstMs: 10_000, othersMs: 2_000 };

export class JoinOffer {
  readonly #bundles: Bundles;
  readonly #log: Log;
  readonly #patience: typeof patience;

  constructor(bundles: Bundles, log: Log, ownPatience = patience) {
    this.#bundles = bundles;
    this.#log = log;
    this.#patience = ownPatience;
  }

  /** The system whose script has this path: "/join/install.sh". */
  systemAt(path: string): JoinSystem | null {
    return joinSystems.find((system) => systems[system].path === path) ?? null;
  }

  /** @throws ProblemError bundle_missing or bundle_damaged; the signal's reason */
  async script(system: JoinSystem, signal: AbortSignal): Promise<JoinScript> {
    const { bundle, write } = systems[system];
    const text = write(await this.#bundles.find(bundle, { signal }));
    return { text, sha256: createHash('sha256').update(text).digest('hex') };
  }

  /** The commands for a token. What cannot be offered at once is null, and is made meanwhile. */
  async commands({ token, expiresAt }: JoinToken, target: JoinTarget, options: OfferOptions): Promise<JoinCommands> {
    const { commands, making } = await this.#offered(target, token, options);
    return { token, expiresAt, link: `${target.http}/join#${token}`, commands, making };
  }

  /** The commands alone. @param token null: the agent asks to join */
  async lines(target: JoinTarget, token: string | null, signal: AbortSignal): Promise<CommandLines> {
    return (await this.#offered(target, token, { systems: joinSystems, signal })).commands;
  }

  async #offered(
    target: JoinTarget,
    token: string | null,
    { systems: wanted, signal }: OfferOptions,
  ): Promise<Offered> {
    let making = false;
    const enough = new AbortController();
    const waits = AbortSignal.any([signal, enough.signal, AbortSignal.timeout(this.#patience.firstMs)]);
    const late = (): void => void (making = true);
    const line = async (system: JoinSystem): Promise<string | null> => {
      // What nobody asks for is offered when it is there, and not made.
      if (!wanted.includes(system) && !(await this.#bundles.isReady(systems[system].bundle))) return null;
      const made = await this.#unlessMissing(() => this.#line(system, target, token, waits), late);
      if (made !== null) setTimeout(() => enough.abort(), this.#patience.othersMs).unref();
      return made;
    };
    // In this order they are made, where they are: what is asked for most comes first.
    const [linux, windows, macos] = await Promise.all([line('linux'), line('windows'), line('macos')]);
    signal.throwIfAborted();
    return { commands: { windows, linux, macos }, making };
  }

  /**
   * The file that is handed out under this name; null when there is none.
   * @throws ProblemError bundle_missing or bundle_damaged; the signal's reason
   */
  async file(name: string, signal: AbortSignal): Promise<BundleInfo | null> {
    if (isInstallerName(name)) return this.#bundles.find('win-x64-setup', { signal });
    const platform = platforms.find((one) => name === `aivailable-agent-${this.#bundles.version}-${one}.tar.gz`);
    return platform ? this.#bundles.find(platform, { signal }) : null;
  }

  async #line(system: JoinSystem, target: JoinTarget, token: string | null, signal: AbortSignal): Promise<string> {
    const { bundle, path } = systems[system];
    if (system === 'windows') {
      const { sha256 } = await this.#bundles.find(bundle, { signal });
      return powerShellCommand(target, sha256, token);
    }
    const { sha256 } = await this.script(system, signal);
    return shellCommand(target, path, sha256, token);
  }

  async #unlessMissing<Value>(find: () => Promise<Value>, late: () => void): Promise<Value | null> {
    try {
      return await find();
    } catch (error) {
      // Whoever waits sees that it is not there; the reason is for the log.
      if (isTimeout(error)) late();
      else this.#log.warn({ err: error }, 'a bundle cannot be offered');
      return null;
    }
  }
}

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
