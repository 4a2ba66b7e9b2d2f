/** An office on the rig: the built product on the coordinator's PC, found by mDNS and dialled by agents, and its API from outside. */
import type { ChildProcess } from 'node:child_process';
import { request, type IncomingHttpHeaders } from 'node:http';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { type MachineState, type MachineView, OfficeState } from '../../contract/control-api.ts';
import { Running } from '../../main/base/data-folder.ts';
import { programFlags } from '../../scripts/node24.mjs';
import { RigProgram } from '../rig/rig-program.ts';
import type { Pc } from '../rig/pc.ts';
import type { Rig } from '../rig/rig.ts';
import { installProduct } from './rig-product.ts';
import { runOn } from './run-on.ts';
import { until } from './until.ts';

/** The ports of the product, which nobody else has on the coordinator's PC. */
const httpPort = 8420;
/** What who asks through the door calls it. */
export const officeHost = `127.0.0.1:${httpPort}`;
export const agentsPort = 8421;
export const officeName = 'Linden & Roth';

/** Booted PCs share two cores with the rest. */
const slowMs = 120_000;
const lookEveryMs = 50;

const office = { name: officeName, welcome: 'done' };
const engine = { maxThreads: 1 };

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface OfficeSurroundings {
  /** What it is started with. */
  readonly env?: NodeJS.ProcessEnv;
  /** Called with its data folder, which is empty then. */
  readonly prepare?: (dataDir: string) => Promise<void>;
  /** Nobody has named it yet, and its window begins with the first run. */
  readonly isNew?: boolean;
}

export class RigOffice {
  readonly pc: Pc;
  readonly dataDir: string;
  /** The built aivailable.mjs that runs: an installation of this office's own. */
  readonly program: string;
  /** Of the door to its HTTP port, for who asks from outside. */
  readonly socket: string;
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | null = null;
  #output = '';

  private constructor(pc: Pc, folder: string, program: string, env: NodeJS.ProcessEnv) {
    this.pc = pc;
    this.#env = env;
    this.dataDir = path.join(folder, 'office');
    this.program = program;
    this.socket = path.join(folder, 'door.socket');
  }

  /** Installs the product on the coordinator's PC and starts it. It ends with the rig. */
  static async open(rig: Rig, options: OfficeSurroundings = {}): Promise<RigOffice> {
    const { env = process.env, prepare, isNew = false } = options;
    const pc = await rig.addCoordinator();
    const made = new RigOffice(pc, rig.folder, await installProduct(path.join(rig.folder, 'product')), env);
    mkdirSync(made.dataDir, { mode: 0o700 });
    await prepare?.(made.dataDir);
    const settings = isNew ? { engine } : { office, engine };
    writeFileSync(path.join(made.dataDir, 'settings.json'), JSON.stringify(settings), { mode: 0o600 });
    const door = new RigProgram(pc, 'door', [made.socket, String(httpPort)], z.object({ open: z.boolean() }));
    await until('the way to the office is open', () => door.last);
    await made.start();
    return made;
  }

  /** Starts it, for the first time or again. Resolves when it serves. */
  async start(): Promise<void> {
    this.#output = '';
    const child = this.pc.run(process.execPath, this.#words('start', '--no-open', '--data', this.dataDir), this.#env);
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    }
    await until(
      'the office serves',
      () => {
        if (child.exitCode !== null) throw new Error(this.#output);
        return this.#output.includes('AIvailable is serving.');
      },
      slowMs,
    );
  }

  /** Ends the coordinator without a word; what it started stays. */
  async kill(): Promise<void> {
    const child = this.#child;
    child?.kill('SIGKILL');
    await until('the coordinator is gone', () => !child || child.exitCode !== null || child.signalCode !== null);
    rmSync(path.join(this.dataDir, 'running.json'), { force: true });
  }

  /** What it wrote to its terminal since its start. */
  get said(): string {
    return this.#output;
  }

  /** What the coordinator wrote to its log. */
  log(): string {
    return readFileSync(path.join(this.dataDir, 'logs', 'coordinator.log'), 'utf8');
  }

  /** A command of the command line, on the coordinator's PC. @returns what it wrote @throws Error with what it said when it fails */
  command(...args: readonly string[]): Promise<string> {
    return runOn(this.pc, process.execPath, this.#words(...args, '--data', this.dataDir));
  }

  /** What it wrote for other programs of this user. */
  running(): Running {
    return Running.parse(JSON.parse(readFileSync(path.join(this.dataDir, 'running.json'), 'utf8')));
  }

  async state(): Promise<OfficeState> {
    return OfficeState.parse(await this.control('GET', '/control/state'));
  }

  /** A call of the window's API. @throws Error with the office's own sentence when it refuses */
  async control(method: string, where: string, body?: unknown): Promise<unknown> {
    const { status, text: said } = await this.ask(method, where, this.running().token, body);
    if (status >= 400) throw new Error(`${method} ${where}: ${status} ${said}`);
    return said === '' ? null : (JSON.parse(said) as unknown);
  }

  /** A request to the office's HTTP port. @param key the API key or the control token @param onData called as its answer comes */
  ask(method: string, where: string, key: string, body?: unknown, onData?: () => void): Promise<Answer> {
    const headers = { host: officeHost, authorization: `Bearer ${key}` };
    const sent = body === undefined ? '' : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      request({ socketPath: this.socket, method, path: where, headers, agent: false }, (response) => {
        if (onData) response.on('data', onData);
        const { statusCode = 0, headers: sentBack } = response;
        text(response).then((said) => resolve({ status: statusCode, headers: sentBack, text: said }), reject);
      })
        .on('error', reject)
        .end(sent);
    });
  }

  /** Waits until the office's state has something. */
  until<Value>(what: string, look: (state: OfficeState) => Value, limitMs = slowMs) {
    return until(
      what,
      async () => {
        const seen = look(await this.state());
        // Whoever looks takes processor time from those that are looked at.
        if (!seen) await wait(lookEveryMs);
        return seen;
      },
      limitMs,
    );
  }

  /** Waits until a machine is in this state. */
  machine(name: string, state: MachineState, limitMs = slowMs): Promise<MachineView> {
    return this.until(
      `${name} is ${state}`,
      ({ machines }) => machines.find((machine) => machine.name === name && machine.state === state),
      limitMs,
    );
  }

  /** Waits until a machine is let in and can be asked. */
  serving(name: string): Promise<MachineView> {
    return this.until(`${name} serves`, ({ machines }) =>
      machines.find((one) => one.name === name && ['ready', 'answering'].includes(one.state)),
    );
  }

  #words(...args: readonly string[]): string[] {
    return [...programFlags, this.program, ...args];
  }
}
