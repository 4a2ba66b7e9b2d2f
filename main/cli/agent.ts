/** `aivailable agent …`: the node agent’s own commands, for the agent of this PC. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Command } from 'commander';
import { findPrograms } from '../coordinator/programs.ts';
import { dataOption, jsonOption, type DataOptions } from './data-option.ts';

export function addAgentCommand(program: Command): void {
  const agent = program.command('agent').description('the agent of this PC');
  const commands = { status: 'what the agent runs', leave: 'forget the office; the agent ends' };
  for (const [name, description] of Object.entries(commands)) {
    agent
      .command(name)
      .description(description)
      .addOption(dataOption())
      .addOption(jsonOption())
      .action(async ({ data, json = false }: DataOptions) => {
        const args = [name, '--data', path.join(data, 'agent'), ...(json ? ['--json'] : [])];
        const child = spawn(process.execPath, [...process.execArgv, findPrograms().agent, ...args], {
          stdio: 'inherit',
        });
        process.exitCode = await new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
      });
  }
}
