/** `aivailable agent …`: the node agent’s own commands, for the agent of this PC. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Command } from 'commander';
import { runningAgent } from '../../common/running-agent.ts';
import { parseJoinToken } from '../../contract/enrolment.ts';
import { refuse } from '../../contract/problem.ts';
import { findPrograms } from '../coordinator/programs.ts';
import { dataOption, jsonOption, type DataOptions } from './data-option.ts';
import { orExplain, print } from './output.ts';

interface JoinOptions extends DataOptions {
  readonly coordinator?: string[];
}

const often = (one: string, before: string[] = []): string[] => [...before, one];

export function addAgentCommand(program: Command): void {
  const agent = program.command('agent').description('the agent of this PC');
  agent
    .command('join')
    .argument('<token>', 'as the coordinator made it: AIV1.…; - reads it from standard input')
    .description('let this PC join an office')
    .option('--coordinator <host[:port]>', 'where it is; otherwise it is looked for in the network', often)
    .addOption(dataOption())
    .action((token: string, { data, coordinator = [] }: JoinOptions) =>
      orExplain(false, async () => {
        if (token !== '-' && !parseJoinToken(token)) {
          refuse('join_token_invalid', 'This is no join token: one begins with AIV1.');
        }
        await runAgentProgram(['join', token, ...where(data), ...coordinator.flatMap((one) => ['--coordinator', one])]);
        if (process.exitCode === 0 && runningAgent(agentFolder(data)) === null)
          print('Its agent does not run yet. Start it with: aivailable agent run');
      }),
    );
  agent
    .command('run')
    .description('work for the office that this PC joined, or ask to join one, until it is told to stop')
    .addOption(dataOption())
    .action(({ data }: DataOptions) => runAgentProgram(['run', ...where(data)]));
  agent
    .command('status')
    .description('whether the agent runs, for which office, and the code while it asks to join')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(({ data, json = false }: DataOptions) =>
      runAgentProgram(['status', ...where(data), ...(json ? ['--json'] : [])]),
    );
  agent
    .command('pause')
    .description('keep the graphics cards of this PC for whoever sits at it; no admin can end that')
    .option('--for <minutes>', 'end the pause by itself after so many minutes')
    .addOption(dataOption())
    .action(({ data, for: minutes }: DataOptions & { readonly for?: string }) =>
      runAgentProgram(['pause', ...where(data), ...(minutes === undefined ? [] : ['--for', minutes])]),
    );
  agent
    .command('resume')
    .description('let this PC take models again')
    .addOption(dataOption())
    .action(({ data }: DataOptions) => runAgentProgram(['resume', ...where(data)]));
  agent
    .command('stop')
    .description('end the agent that runs; it keeps its office')
    .addOption(dataOption())
    .action(({ data }: DataOptions) => runAgentProgram(['stop', ...where(data)]));
  agent
    .command('leave')
    .description('forget the office; the agent ends')
    .addOption(dataOption())
    .action(({ data }: DataOptions) => runAgentProgram(['leave', ...where(data)]));
}

const agentFolder = (dataDir: string): string => path.join(dataDir, 'agent');
const where = (dataDir: string): string[] => ['--data', agentFolder(dataDir)];

/** Runs the agent's own program in this terminal, hands signals on, and ends as it ends. */
async function runAgentProgram(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [...process.execArgv, findPrograms().agent, ...args], { stdio: 'inherit' });
  const handOn = (signal: NodeJS.Signals): void => void child.kill(signal);
  // Ctrl+C reaches the child by the terminal itself; this program only waits for it.
  const wait = (): void => undefined;
  process.on('SIGTERM', handOn).on('SIGINT', wait);
  process.exitCode = await new Promise<number>((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1));
    child.once('error', () => resolve(1));
  });
  process.off('SIGTERM', handOn).off('SIGINT', wait);
}
