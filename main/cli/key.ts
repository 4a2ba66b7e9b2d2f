/** `aivailable key new|list|revoke`: keys for programs, beside a running office or without one. */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { refuse } from '../../contract/problem.ts';
import { openDataFolder } from '../base/data-folder.ts';
import { Keys } from '../ledger/keys.ts';
import { openLedger } from '../ledger/ledger.ts';
import { dataOption, jsonOption, type DataOptions } from './data-option.ts';
import { orExplain, print, printJson } from './output.ts';

export function addKeyCommands(program: Command): void {
  const key = program.command('key').description('keys that programs show to use the API');
  key
    .command('new')
    .argument('<name>', 'who will use it: a program or a person')
    .description('make a key; it is shown this once')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((name: string, { data, json = false }: DataOptions) =>
      orExplain(json, () =>
        withKeys(data, (keys) => {
          const made = keys.create(name);
          if (json) printJson({ key: made.key, name, id: made.facts.id });
          else print(made.key);
        }),
      ),
    );
  key
    .command('list')
    .description('the keys that serve')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(({ data, json = false }: DataOptions) =>
      orExplain(json, () =>
        withKeys(data, (keys) => {
          const all = keys.list();
          if (json) return printJson({ keys: all });
          if (all.length === 0) print('There are no keys. Make one with: aivailable key new NAME');
          for (const { name, hint, lastUsedAt } of all) {
            const used = lastUsedAt === null ? 'never used' : `last used ${new Date(lastUsedAt).toLocaleString()}`;
            print(`${name}  …${hint}  ${used}`);
          }
        }),
      ),
    );
  key
    .command('revoke')
    .argument('<name>')
    .description('end a key at once')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((name: string, { data, json = false }: DataOptions) =>
      orExplain(json, () =>
        withKeys(data, (keys) => {
          const action = 'aivailable key list shows the names.';
          if (!keys.revoke(name)) refuse('not_found', `There is no key named “${name}”.`, { action });
          if (json) printJson({ revoked: name });
          else print(`The key “${name}” no longer serves.`);
        }),
      ),
    );
}

function withKeys(dataDir: string, work: (keys: Keys) => void): void {
  if (!existsSync(dataDir)) process.stderr.write(`No office has run from ${dataDir} yet: the folder is new.\n`);
  openDataFolder(dataDir);
  const db = openLedger(dataDir);
  try {
    work(new Keys(db));
  } finally {
    db.close();
  }
}
