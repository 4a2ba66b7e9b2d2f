/** `aivailable key new|list|revoke`: keys for programs, beside a running office or without one. */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { refuse } from '../../contract/problem.ts';
import { openDataFolder } from '../base/data-folder.ts';
import { ActivityBook } from '../ledger/activity-book.ts';
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
        withKeys(data, (keys, tell) => {
          const made = keys.create(name);
          tell('key made', name, `A key for ${name} was made`);
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
        withKeys(data, (keys, tell) => {
          const action = 'aivailable key list shows the names.';
          if (!keys.revoke(name)) refuse('not_found', `There is no key named “${name}”.`, { action });
          tell('key revoked', name, `The key of ${name} was revoked`);
          if (json) printJson({ revoked: name });
          else print(`The key “${name}” no longer serves.`);
        }),
      ),
    );
}

/** Keeps among the office's activity what was done. */
type Tell = (what: string, subject: string, sentence: string) => void;

function withKeys(dataDir: string, work: (keys: Keys, tell: Tell) => void): void {
  if (!existsSync(dataDir)) process.stderr.write(`No office has run from ${dataDir} yet: the folder is new.\n`);
  openDataFolder(dataDir);
  const db = openLedger(dataDir);
  try {
    const book = new ActivityBook(db, null);
    const who = 'command line';
    const usual = {
      kind: 'admin',
      tone: 'plain',
      who,
      reason: `From the ${who}.`,
      detail: {},
      durationMs: null,
    } as const;
    work(new Keys(db), (what, subject, sentence) => book.add({ ...usual, what, subject, sentence }));
    book.close();
  } finally {
    db.close();
  }
}
