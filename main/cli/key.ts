/** `aivailable key new|list|limit|revoke|ask`: keys for programs, beside a running office or without one. */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { KeyLimitWishes, NewKey } from '../../contract/keys.ts';
import { refuse } from '../../contract/problem.ts';
import { openDataFolder } from '../base/data-folder.ts';
import { ActivityBook } from '../ledger/activity-book.ts';
import { parse } from '../base/parse.ts';
import { Keys, type KeyFacts } from '../ledger/keys.ts';
import { openLedger } from '../ledger/ledger.ts';
import { dataOption, jsonOption, type DataOptions } from './data-option.ts';
import { addKeyAskCommand } from './key-ask.ts';
import { limitsFrom, limitWords, withLimits, type LimitOptions } from './key-limits.ts';
import { columns, orExplain, print, printJson } from './output.ts';

interface NewKeyOptions extends LimitOptions, DataOptions {
  readonly owner?: string;
}

export function addKeyCommands(program: Command): void {
  const key = program.command('key').description('keys that programs show to use the API');
  withLimits(
    key
      .command('new')
      .argument('<name>', 'who will use it: a program or a person')
      .description('make a key; it is shown this once')
      .option('--owner <name>', 'who answers for it'),
  )
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((typed: string, options: NewKeyOptions) =>
      orExplain(options.json ?? false, () =>
        withKeys(options.data, (keys, tell) => {
          const wished = { name: typed, owner: options.owner ?? null, limits: limitsFrom(options) };
          const { name, owner, limits } = parse(NewKey, wished);
          const made = keys.create(name, { owner, limits });
          tell('key made', name, `A key for ${name} was made`);
          if (options.json) printJson({ key: made.key, name, id: made.facts.id });
          else print(made.key);
        }),
      ),
    );
  key
    .command('list')
    .description('the keys that serve, and what each may do')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(({ data, json = false }: DataOptions) =>
      orExplain(json, () =>
        withKeys(data, (keys) => {
          const all = keys.list();
          if (json) return printJson({ keys: all });
          if (all.length === 0) print('There are no keys. Make one with: aivailable key new NAME');
          columns(all.map(rowOf)).forEach(print);
        }),
      ),
    );
  withLimits(
    key.command('limit').argument('<name>').description('change what a key may do; what is not said stays as it is'),
  )
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((name: string, options: LimitOptions & DataOptions) =>
      orExplain(options.json ?? false, () =>
        withKeys(options.data, (keys, tell) => {
          const { id } = keys.get(name) ?? noSuchKey(name);
          keys.limit(id, parse(KeyLimitWishes, limitsFrom(options)));
          tell('key limited', name, `What the key of ${name} may do was changed`);
          const { limits } = keys.get(id) as KeyFacts;
          if (options.json) printJson({ name, limits });
          else print(`${name}: ${limitWords(limits)}`);
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
          if (!keys.revoke(name)) noSuchKey(name);
          tell('key revoked', name, `The key of ${name} was revoked`);
          if (json) printJson({ revoked: name });
          else print(`The key “${name}” no longer serves.`);
        }),
      ),
    );
  addKeyAskCommand(key);
}

const noSuchKey = (name: string): never =>
  refuse('not_found', `There is no key named “${name}”.`, { action: 'aivailable key list shows the names.' });

function rowOf({ name, owner, begins, limits, lastUsedAt }: KeyFacts): string[] {
  const used = lastUsedAt === null ? 'never used' : `last used ${new Date(lastUsedAt).toLocaleString()}`;
  return [name, `${begins}…`, ...(owner === null ? [''] : [`of ${owner}`]), limitWords(limits), used];
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
      reason: `By ${who}, from this PC.`,
      detail: { address: '127.0.0.1' },
      durationMs: null,
    } as const;
    work(new Keys(db), (what, subject, sentence) => book.add({ ...usual, what, subject, sentence }));
    book.close();
  } finally {
    db.close();
  }
}
