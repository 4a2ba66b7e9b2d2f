/** `aivailable backup|restore FILE`: the office's identity and its machines, to go on with on another PC. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { OfficeBackup } from '../../contract/control-machines.ts';
import { problem, ProblemError, refuse } from '../../contract/problem.ts';
import { typedPath } from '../base/typed-path.ts';
import { restoreOffice } from '../enrolment/backup.ts';
import { dataOption, jsonOption, type DataOptions } from './data-option.ts';
import { orExplain, print, printJson } from './output.ts';
import { officeCommand, withOffice } from './with-office.ts';

export function addBackupCommands(program: Command): void {
  officeCommand(program, 'backup', 'write down what another PC needs to be taken for this coordinator')
    .argument('<file>', 'a new file; it holds a secret key, so keep it like a password')
    .action((typed: string, options: DataOptions) =>
      withOffice(options, async (office, json) => {
        const file = typedPath(typed);
        const backup = OfficeBackup.parse(await office.call('POST', '/control/backup', {}));
        writeNew(file, `${JSON.stringify(backup, null, 2)}\n`);
        if (json) return printJson({ file, machines: backup.machines.length, madeAt: backup.madeAt });
        print(`${file}: ${backup.officeName} with ${counted(backup.machines.length)}.`);
        print(
          'It holds the office’s secret key. Whoever has it can stand in for this coordinator: keep it like a password.',
        );
      }),
    );
  program
    .command('restore')
    .argument('<file>', 'what `backup` wrote')
    .description('make an office from a backup, in an empty data folder')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((typed: string, { data, json = false }: DataOptions) =>
      orExplain(json, () => {
        const file = typedPath(typed);
        const { officeName, machines } = restoreOffice(data, readBackup(file));
        if (json) return printJson({ restored: data, officeName, machines });
        const back = machines === 1 ? 'comes back when the office' : 'come back when the office';
        print(`${officeName} is restored in ${data}; its ${counted(machines)} ${back} is started.`);
      }),
    );
}

const counted = (machines: number): string => `${machines} machine${machines === 1 ? '' : 's'}`;

/** For its owner's eyes alone, and never over a file that is there. */
function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'EEXIST' ? `${file} exists already.` : `${file} cannot be written (${code}).`;
    const extra = { effect: 'Nothing was written.', action: 'Choose another file.' };
    throw new ProblemError(problem('data_not_writable', reason, extra), { cause: error });
  }
}

function readBackup(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return refuse('backup_invalid', `${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}
