/** `aivailable backup|restore FILE`: the office as one file, to go on with on another PC. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { OfficeBackup } from '../../contract/office-backup.ts';
import { problem, ProblemError, refuse } from '../../contract/problem.ts';
import { typedPath } from '../base/typed-path.ts';
import { keptCounts, type KeptCounts } from '../backup/kept-counts.ts';
import { restoreOffice } from '../backup/restore-office.ts';
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
        const has = keptCounts(backup);
        if (json) return printJson({ file, ...has, madeAt: backup.madeAt });
        print(`${file}: ${backup.officeName} with ${inWords(has)}.`);
        print('Chats and model files are not in it.');
        print(
          'It holds the office’s secret keys. Whoever has it can stand in for this coordinator: keep it like a password.',
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
        const { officeName, has, models, madeAt } = restoreOffice(data, readBackup(file), Date.now());
        if (json) return printJson({ restored: data, officeName, ...has, models, madeAt });
        print(`${officeName} is restored in ${data}, with ${inWords(has)}.`);
        print(
          `It is as it was on ${new Date(madeAt).toISOString().slice(0, 10)}: what was revoked or removed since is back.`,
        );
        print(['Start the office there: machines come back by themselves.', ...modelWords(models)].join(' '));
      }),
    );
}

type RestoredModels = ReturnType<typeof restoreOffice>['models'];

function modelWords(models: RestoredModels): string[] {
  if (!models) return ['Get its models again under Models.'];
  const loading = models.loading.length > 0 ? ['Its models are loaded again.'] : [];
  const { unknown } = models;
  const byHand = `Nobody knows where these came from, so get or import them again: ${unknown.join(', ')}.`;
  return [...loading, ...(unknown.length > 0 ? [byHand] : [])];
}

const inWords = ({ machines, people, keys, models }: KeptCounts): string =>
  [
    counted(machines, 'machine', 'machines'),
    counted(people, 'colleague', 'colleagues'),
    counted(keys, 'key', 'keys'),
  ].join(', ') + ` and ${counted(models, 'model', 'models')}`;

const counted = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

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
