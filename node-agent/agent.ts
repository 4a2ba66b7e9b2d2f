/** The node agent's program: run, status, leave. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ProblemError, refuse, toProblem } from '../contract/problem.ts';
import { agentStatus, statusSentence } from './agent-status.ts';
import { leaveOffice } from './leave-office.ts';
import { runAgent } from './run-agent.ts';

const usage = `Usage:
  agent run --data DIR --models DIR [--max-threads N] [--allow-software-gpu] [--parent] [--linger SECONDS] [--runner FILE]
  agent status --data DIR [--json]
  agent leave --data DIR`;

/** A second signal, or an ending that takes longer than this, ends the process as it is. */
const endingMs = 2_500;

const options = {
  data: { type: 'string' },
  models: { type: 'string' },
  'max-threads': { type: 'string', default: '0' },
  'allow-software-gpu': { type: 'boolean', default: false },
  parent: { type: 'boolean', default: false },
  linger: { type: 'string', default: '120' },
  runner: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

async function main(args: string[]): Promise<void> {
  const { values, positionals } = parse(args);
  const dataDir = path.resolve(values.data ?? missing('--data'));
  switch (positionals[0]) {
    case 'run':
      await runAgent(
        {
          dataDir,
          modelsDir: path.resolve(values.models ?? missing('--models')),
          maxThreads: count(values['max-threads'], '--max-threads'),
          allowSoftwareGpu: values['allow-software-gpu'],
          parent: values.parent,
          lingerMs: count(values.linger, '--linger') * 1_000,
          runner: values.runner === undefined ? null : path.resolve(values.runner),
        },
        process,
        stopOnSignals(),
      );
      break;
    case 'status': {
      const status = await agentStatus(dataDir);
      process.stdout.write(`${values.json ? JSON.stringify(status) : statusSentence(status)}\n`);
      break;
    }
    case 'leave':
      process.stdout.write(`${await leaveOffice(dataDir)}\n`);
      break;
    default:
      refuse('invalid_request', usage);
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    return refuse('invalid_request', `${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

const missing = (option: string): never => refuse('invalid_request', `${option} is missing.\n${usage}`);

function count(text: string, option: string): number {
  return /^\d{1,6}$/.test(text) ? Number(text) : refuse('invalid_request', `${option} wants a whole number.`);
}

function stopOnSignals(): AbortController {
  const stop = new AbortController();
  const end = (): void => {
    if (stop.signal.aborted) process.exit(0);
    stop.abort();
    setTimeout(() => process.exit(0), endingMs).unref();
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  return stop;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const { message, effect, action } = toProblem(error);
  process.stderr.write(error instanceof ProblemError ? `${message}\n${effect}\n${action}\n` : `${String(error)}\n`);
  process.exitCode = 1;
}
// The process ends by itself when all is written; what hangs does not keep it.
if (process.connected) process.disconnect();
setTimeout(() => process.exit(), endingMs).unref();
