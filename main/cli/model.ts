/** `aivailable model import|list`: the models of this office. */
import path from 'node:path';
import type { Command } from 'commander';
import { ModelView, OfficeState } from '../../contract/control-api.ts';
import { openDataFolder } from '../base/data-folder.ts';
import { openLedger } from '../ledger/ledger.ts';
import { ModelBook } from '../ledger/models.ts';
import { Library } from '../library/library.ts';
import { findOffice } from './control-client.ts';
import { dataOption, jsonOption, type DataOptions } from './data-option.ts';
import { orExplain, print, printJson } from './output.ts';

export function addModelCommands(program: Command): void {
  const model = program.command('model').description('the models of this office');
  model
    .command('import')
    .argument('<file>', 'a .gguf file')
    .description('take in a model file and deploy the model')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((file: string, { data, json = false }: DataOptions) =>
      orExplain(json, async () => {
        const name = await importModel(data, path.resolve(file));
        if (json) printJson({ model: name });
        else print(`${name} is taken in.`);
      }),
    );
  model
    .command('list')
    .description('the models, and where each is ready')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(({ data, json = false }: DataOptions) =>
      orExplain(json, async () => {
        const office = await findOffice(data);
        const models = office ? OfficeState.parse(await office.call('GET', '/control/state')).models : [];
        if (json) return printJson({ models });
        if (!office) print('No office runs from this folder.');
        for (const { name, state, readyOn, problem } of models) {
          print(`${name}  ${state === 'ready' ? `ready on ${readyOn.join(', ')}` : (problem?.reason ?? state)}`);
        }
      }),
    );
}

/** A running office takes the file in itself, so that it places the model at once. */
async function importModel(dataDir: string, file: string): Promise<string> {
  const office = await findOffice(dataDir);
  if (office) return ModelView.parse(await office.call('POST', '/control/models/import', { path: file })).name;
  openDataFolder(dataDir);
  const db = openLedger(dataDir);
  try {
    return (await new Library(dataDir, new ModelBook(db)).import(file)).model;
  } finally {
    db.close();
  }
}
