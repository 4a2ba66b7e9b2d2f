/**
 * npm run bench -- start: from launch to the first token of the demo model.
 *
 * The office is the built program on a data folder that has been used before; the client asks as soon as the port answers, and
 * the request waits while the model is loaded. Beside it, in turn, a bare Node program that loads the same model with the same
 * engine and writes its first token: what no product around the engine could beat.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { quietOffice } from '../test/support/quiet-office.ts';
import { demoModel } from '../common/demo-model.ts';
import { programFlags } from '../scripts/node24.mjs';
import { residentMb } from './parts/processes.ts';
import { figure, machineWords, printReport } from './report.ts';

const runs = 7;
const port = 28_420;
const folder = mkdtempSync(path.join(os.tmpdir(), 'aivailable-bench-'));
const data = path.join(folder, 'data');
const program = [...programFlags, 'dist/aivailable.mjs'];

/** Inside node_modules, so that it finds the engine. */
const bareFile = path.resolve('node_modules', '.bare-engine.mjs');
const bare = `
import { getLlama } from 'node-llama-cpp';
const llama = await getLlama({ gpu: false, build: 'never', maxThreads: 1, progressLogs: false });
const model = await llama.loadModel({ modelPath: process.argv[2], gpuLayers: 0 });
const context = await model.createContext({ contextSize: 2048 });
const tokens = model.tokenize('<|im_start|>user\\nHi<|im_end|>\\n<|im_start|>assistant\\n', true);
for await (const _ of context.getSequence().evaluate(tokens)) break;
process.stdout.write('first token', () => process.exit(0));
`;

async function output(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const chunk of child.stdout) text += String(chunk);
  return text;
}

/** Milliseconds until a bare engine wrote its first token. */
async function bareStart(): Promise<number> {
  const started = performance.now();
  await output([bareFile, path.resolve('assets/demo-model', demoModel.file)]);
  return performance.now() - started;
}

interface Start {
  readonly toPort: number;
  readonly toToken: number;
  readonly coordinatorMb: number;
  readonly agentMb: number;
}

async function officeStart(key: string): Promise<Start> {
  const started = performance.now();
  const child = spawn(process.execPath, [...program, 'start', '--no-open', '--port', String(port), '--data', data], {
    stdio: 'ignore',
  });
  try {
    while (!(await answers())) if (child.exitCode !== null) throw new Error('the office ended');
    const toPort = performance.now() - started;
    await firstToken(key);
    const toToken = performance.now() - started;
    const agent = JSON.parse(readFileSync(path.join(data, 'agent', 'agent.pid.json'), 'utf8')) as { pid: number };
    return { toPort, toToken, coordinatorMb: residentMb(child.pid ?? 0), agentMb: residentMb(agent.pid) };
  } finally {
    await end(child);
  }
}

const answers = (): Promise<boolean> =>
  new Promise((resolve) => {
    const call = request({ host: '127.0.0.1', port, path: '/v1/models' }, (response) =>
      resolve((response.resume(), true)),
    );
    call.on('error', () => setTimeout(() => resolve(false), 5)).end();
  });

function firstToken(key: string): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port, path: '/v1/chat/completions', method: 'POST', headers },
      (response) => {
        response.on('data', (chunk: Buffer) => {
          if (!/"content":"[^"]/.test(chunk.toString())) return;
          response.destroy();
          resolve();
        });
        response.once('end', () => reject(new Error(`no token came (${response.statusCode})`)));
      },
    );
    call.on('error', reject);
    call.end(JSON.stringify({ model: demoModel.name, stream: true, messages: [{ role: 'user', content: 'Hi' }] }));
  });
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

try {
  quietOffice(data);
  writeFileSync(bareFile, bare);
  const made = await output([...program, 'key', 'new', 'bench', '--data', data, '--json']);
  const { key } = JSON.parse(made) as { key: string };
  const first = await officeStart(key);
  const starts: Start[] = [];
  const bares: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    bares.push(await bareStart());
    starts.push(await officeStart(key));
  }
  printReport({
    name: 'start',
    machine: machineWords(),
    seed: null,
    figures: [
      figure({
        name: 'launch to first token',
        unit: 's',
        values: starts.map(({ toToken }) => toToken / 1000),
        atMost: 3,
      }),
      figure({ name: 'launch to the port answers', unit: 's', values: starts.map(({ toPort }) => toPort / 1000) }),
      figure({ name: 'the very first start to first token', unit: 's', values: [first.toToken / 1000] }),
      figure({ name: 'bare engine to first token', unit: 's', values: bares.map((ms) => ms / 1000) }),
      figure({
        name: 'office ÷ bare engine',
        unit: '×',
        values: starts.map(({ toToken }, run) => toToken / (bares[run] ?? 1)),
      }),
      figure({
        name: 'coordinator, resident',
        unit: 'MB',
        values: starts.map(({ coordinatorMb }) => coordinatorMb),
        atMost: 150,
      }),
      figure({ name: 'agent, resident', unit: 'MB', values: starts.map(({ agentMb }) => agentMb), atMost: 90 }),
    ],
  });
} finally {
  rmSync(bareFile, { force: true });
  rmSync(folder, { recursive: true, force: true });
}
