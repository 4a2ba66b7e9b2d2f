/** `aivailable machine …`: the office's machines. Each group of commands is a file beside this one. */
import type { Command } from 'commander';
import { addMachineAdd } from './machine-add.ts';
import { addMachineJoin } from './machine-join.ts';
import { addMachineList } from './machine-list.ts';
import { addMachineScan } from './machine-scan.ts';
import { addMachineUse } from './machine-use.ts';
import { Terminal, type Asker } from './terminal.ts';

/** @param terminal where questions are asked */
export function addMachineCommands(
  program: Command,
  terminal: Asker = new Terminal(process.stdin, process.stderr),
): void {
  const machines = program.command('machine').description('the machines of this office');
  addMachineList(machines);
  addMachineAdd(machines, terminal);
  addMachineJoin(machines, terminal);
  addMachineScan(machines);
  addMachineUse(machines, terminal);
}
