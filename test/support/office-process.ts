/** An office as a user starts it: real processes, started by `npm start` or from the built files. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { OfficeState } from '../../contract/control-api.ts';
import { programFlags } from '../../scripts/node24.mjs';
import { Running } from '../../main/base/data-folder.ts';
import { quietOffice } from './quiet-office.ts';
import { tempDir } from './temp-dir.ts';
import { programMs, until } from './until.ts';

export interface OfficeProcess {
  readonly child: ChildProcess;
  readonly dataDir: string;
  /** What it printed so far. */
  output(): string;
  /** What it wrote for other programs of this user. */
  running(): Running;
  state(): Promise<OfficeState>;
  /** Waits until the demo model is ready. */
  ready(): Promise<OfficeState>;
  /** Process ids of coordinator, agent and runners. */
  pids(): Promise<{ coordinator: number; agent: number; runners: number[] }>;
  /** Ends it in order and resolves to its exit code. */
  stop(): Promise<number | null>;
}

const built = [...programFlags, 'dist/aivailable.mjs', 'start', '--no-open'];

interface StartOptions {
  readonly dataDir?: string;
  /** `npm start -- --headless`, as in the README, instead of the built program itself. */
  readonly npm?: boolean;
  readonly args?: readonly string[];
}

/** Starts an office on free ports. It is ended with the test, whatever happens. */
export async function startOffice({ dataDir = tempDir(), ...options }: StartOptions = {}): Promise<OfficeProcess> {
  const office = launch(dataDir, options);
  onTestFinished(() => endAll(office.child, dataDir));
  await serves(office);
  return office;
}

export interface SharedOffice extends OfficeProcess {
  /** Ends it, and removes its folder. For `afterAll`. */
  end(): Promise<void>;
}

/** Starts an office for all tests of a file: end it in `afterAll`. @param prepare fills the data folder before the start. */
export async function startSharedOffice(prepare: (dataDir: string) => void = () => undefined): Promise<SharedOffice> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'aivailable-test-'));
  prepare(dataDir);
  const office = launch(dataDir, {});
  const end = async (): Promise<void> => {
    await endAll(office.child, dataDir);
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  await serves(office).catch(async (error: unknown) => {
    await end();
    throw error;
  });
  return { ...office, end };
}

function launch(dataDir: string, { npm = false, args = ['--port', '0'] }: StartOptions): OfficeProcess {
  quietOffice(dataDir);
  const child = npm
    ? spawn('npm', ['start', '--', '--headless', '--no-open', '--data', dataDir, ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
      })
    : spawn(process.execPath, [...built, '--data', dataDir, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const running = () => Running.parse(JSON.parse(readFileSync(path.join(dataDir, 'running.json'), 'utf8')));
  const state = async (): Promise<OfficeState> => {
    const { port, token } = running();
    const answer = await fetch(`http://127.0.0.1:${port}/control/state`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return OfficeState.parse(await answer.json());
  };
  return {
    child,
    dataDir,
    output: () => output,
    running,
    state,
    ready: () =>
      until(
        'the demo model is ready',
        async () => {
          const now = await state();
          return now.models.some((model) => model.state === 'ready') && now;
        },
        programMs,
      ),
    pids: () =>
      until(
        'coordinator, agent and runner run',
        () => {
          const coordinator = running().pid;
          const agent = agentPid(dataDir);
          const runners = agent === null ? [] : childrenOf(agent).filter((pid) => commandOf(pid).includes('runner'));
          return agent !== null && isAlive(agent) && runners.length > 0 && { coordinator, agent, runners };
        },
        programMs,
      ),
    stop: async () => {
      child.kill('SIGTERM');
      return until(
        'the office ended',
        () => (child.exitCode === null && child.signalCode === null ? false : { code: child.exitCode }),
        programMs,
      ).then(({ code }) => code);
    },
  };
}

async function serves(office: OfficeProcess): Promise<void> {
  const { child, dataDir } = office;
  await until(
    'the office serves',
    () => {
      if (child.exitCode !== null) return { ended: child.exitCode };
      return office.output().includes('AIvailable is serving.') && existsSync(path.join(dataDir, 'running.json'));
    },
    programMs,
  );
  if (child.exitCode !== null) throw new Error(`the office ended with ${child.exitCode}:\n${office.output()}`);
}

/** Runs a command of the command line to its end. */
export function runCommand(
  args: readonly string[],
  { npm = false, input }: { readonly npm?: boolean; readonly input?: string } = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = npm
    ? spawn('npm', ['run', '-s', 'aivailable', '--', ...args])
    : spawn(process.execPath, [...programFlags, 'dist/aivailable.mjs', ...args]);
  if (input !== undefined) child.stdin.end(input);
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })));
}

export async function makeKey(dataDir: string, name = 'test'): Promise<string> {
  const { stdout } = await runCommand(['key', 'new', name, '--data', dataDir, '--json']);
  return (JSON.parse(stdout) as { key: string }).key;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie holds nothing any more.
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Every process that has this data folder in its command line, and what they started. */
export function processesOf(dataDir: string): number[] {
  const all = allPids();
  const roots = all.filter((pid) => commandOf(pid).includes(dataDir));
  const found = new Set(roots);
  for (const pid of found) for (const child of childrenOf(pid)) found.add(child);
  return [...found].filter((pid) => pid !== process.pid && isAlive(pid));
}

const allPids = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function childrenOf(pid: number): number[] {
  return allPids().filter((child) => {
    try {
      return new RegExp(`^PPid:\\t${pid}$`, 'm').test(readFileSync(`/proc/${child}/status`, 'utf8'));
    } catch {
      return false;
    }
  });
}

function agentPid(dataDir: string): number | null {
  try {
    return (JSON.parse(readFileSync(path.join(dataDir, 'agent', 'agent.pid.json'), 'utf8')) as { pid: number }).pid;
  } catch {
    return null;
  }
}

async function endAll(child: ChildProcess, dataDir: string): Promise<void> {
  child.kill('SIGTERM');
  for (const pid of processesOf(dataDir)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended meanwhile.
    }
  }
  await until('every process is gone', () => processesOf(dataDir).length === 0, programMs);
}
