/** The node agent's program: run, join, status, pause, resume, stop, leave, service. */
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { openLog } from '../common/log.ts';
import { usualThreads } from '../common/usual-threads.ts';
import { version } from '../common/version.ts';
import { ProblemError, refuse, toProblem } from '../contract/problem.ts';
import { agentStatus, statusSentence } from './commands/agent-status.ts';
import { hearOffices } from './hear-offices.ts';
import { joinOffice } from './commands/join-office.ts';
import { leaveOffice } from './commands/leave-office.ts';
import { mostPauseMinutes, pauseAgent, resumeAgent } from './commands/pause-agent.ts';
import { readTypedAddress } from './link/dial-address.ts';
import { runAgent } from './run-agent.ts';
import { installedData } from './service/installed-data.ts';
import { thisPc } from './service/place.ts';
import { serviceCommand, serviceUsage } from './service/service-command.ts';
import { hostShell } from './service/shell.ts';
import { stopAgent, stopSentence } from './commands/stop-agent.ts';

const usage = `Usage:
  agent run --data DIR [--models DIR] [--coordinator HOST[:PORT]]... [--no-discovery] [--max-threads N]
            [--allow-software-gpu] [--parent] [--linger SECONDS] [--runner FILE]
  agent join TOKEN --data DIR [--coordinator HOST[:PORT]]...     TOKEN may be -, then it is read from standard input
  agent status --data DIR [--json]
  agent pause [--for MINUTES] --data DIR     this PC's cards are its user's alone; no admin can end that
  agent resume --data DIR
  agent stop --data DIR
  agent leave --data DIR
${serviceUsage}
  agent --version

Of an installed agent --data may be left out.`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** A second signal, or an ending that takes longer than this, ends the process as it is. */
const endingMs = 2_500;

const options = {
  data: { type: 'string' },
  models: { type: 'string' },
  coordinator: { type: 'string', multiple: true, default: [] as string[] },
  'no-discovery': { type: 'boolean', default: false },
  'max-threads': { type: 'string', default: String(usualThreads()) },
  'allow-software-gpu': { type: 'boolean', default: false },
  parent: { type: 'boolean', default: false },
  linger: { type: 'string', default: '120' },
  runner: { type: 'string' },
  json: { type: 'boolean', default: false },
  for: { type: 'string' },
} as const;

async function main(args: string[]): Promise<void> {
  if (args[0] === '--version') return void process.stdout.write(`${version}\n`);
  if (args[0] === 'service') return asService(args.slice(1));
  const { values, positionals } = parse(args);
  const dataDir = path.resolve(values.data ?? installedData() ?? missing('--data'));
  switch (positionals[0]) {
    case 'run':
      await runAgent(
        {
          dataDir,
          modelFolders: [path.resolve(values.models ?? path.join(dataDir, 'models')), bundledModels()],
          coordinators: values.coordinator.map(readTypedAddress),
          discovery: !values['no-discovery'],
          maxThreads: count(values['max-threads'], '--max-threads'),
          allowSoftwareGpu: values['allow-software-gpu'],
          parent: values.parent,
          lingerMs: count(values.linger, '--linger') * 1_000,
          runner: values.runner === undefined ? null : path.resolve(values.runner),
          say: process.stdout.isTTY ? say : () => undefined,
        },
        process,
        stopOnSignals(),
      );
      break;
    case 'join':
      process.stdout.write(
        `${await joinOffice({
          dataDir,
          token: await tokenFrom(positionals[1] ?? refuse('invalid_request', `TOKEN is missing.\n${usage}`)),
          coordinators: values.coordinator.map(readTypedAddress),
          hear: (identity) => hearOffices(identity, openLog(path.join(dataDir, 'agent.log'), { sync: true })),
          signal: stopOnSignals().signal,
        })}\n`,
      );
      break;
    case 'status': {
      const status = await agentStatus(dataDir);
      process.stdout.write(`${values.json ? JSON.stringify(status) : statusSentence(status)}\n`);
      break;
    }
    case 'pause':
      process.stdout.write(`${pauseAgent(dataDir, values.for === undefined ? null : minutes(values.for))}\n`);
      break;
    case 'resume':
      process.stdout.write(`${resumeAgent(dataDir)}\n`);
      break;
    case 'stop':
      process.stdout.write(`${stopSentence(dataDir, await stopAgent(dataDir))}\n`);
      break;
    case 'leave':
      process.stdout.write(`${await leaveOffice(dataDir)}\n`);
      break;
    default:
      refuse('invalid_request', usage);
  }
}

function asService(args: readonly string[]): Promise<void> {
  const uid = process.getuid?.() ?? null;
  const shell = hostShell(process.env, uid);
  return serviceCommand(args, {
    shell,
    surroundings: thisPc(),
    say,
    readAddress: readTypedAddress,
    platform: process.platform,
    uid,
  });
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    return refuse('invalid_request', `${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

const missing = (option: string): never => refuse('invalid_request', `${option} is missing.\n${usage}`);

function count(given: string, option: string): number {
  return /^\d{1,6}$/.test(given) ? Number(given) : refuse('invalid_request', `${option} wants a whole number.`);
}

function minutes(given: string): number {
  const asked = /^\d{1,6}$/.test(given) ? Number(given) : 0;
  if (asked >= 1 && asked <= mostPauseMinutes) return asked;
  return refuse('invalid_request', `--for wants whole minutes, 1 to ${mostPauseMinutes} (a week).`);
}

/** Models that came with the program: in a bundle they lie beside its folder. */
const bundledModels = (): string => path.resolve(import.meta.dirname, '..', 'models');

/** A token on the command line can be seen by other users of the PC; one on standard input cannot. */
const tokenFrom = async (given: string): Promise<string> => (given === '-' ? await text(process.stdin) : given);

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
