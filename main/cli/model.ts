/** `aivailable model import|list`: the models of this office. */
import type { Command } from 'commander';
import { ModelView, OfficeState } from '../../contract/control-api.ts';
import { holdDataFolder, openDataFolder } from '../base/data-folder.ts';
import { typedPath } from '../base/typed-path.ts';
import { openLedger } from '../ledger/ledger.ts';
import { ModelBook } from '../ledger/models.ts';
import { Library } from '../library/library.ts';
import { findOffice } from './control-client.ts';
import { dataOption, jsonOption, type DataOptions } from './data-option.ts';
import { orExplain, print, printJson } from './output.ts';

export function addModelCommands(program: Command): void {
  const models = program.command('model').description('the models of this office');
  models
    .command('import')
    .argument('<file>', 'a .gguf file')
    .description('take in a model file and deploy the model')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((file: string, { data, json = false }: DataOptions) =>
      orExplain(json, async () => {
        const { model, problem } = await importModel(data, typedPath(file));
        if (json) return printJson({ model, problem });
        print(`${model} is taken in.`);
        if (problem) print(`It does not run yet. ${problem.reason} ${problem.action}`);
      }),
    );
  models
    .command('list')
    .description('the models, and where each is ready')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(({ data, json = false }: DataOptions) =>
      orExplain(json, async () => {
        const office = await findOffice(data);
        const all = office ? OfficeState.parse(await office.call('GET', '/control/state')).models : [];
        if (json) return printJson({ models: all });
        if (!office) print('No office runs from this folder, so nothing is placed.');
        for (const { name, state, readyOn, problem } of all) {
          print(`${name}  ${state === 'ready' ? `ready on ${readyOn.join(', ')}` : (problem?.reason ?? state)}`);
        }
      }),
    );
}

/** A running office takes the file in itself, so that it places the model at once. */
async function importModel(dataDir: string, file: string): Promise<{ model: string; problem: ModelView['problem'] }> {
  const office = await findOffice(dataDir);
  if (office) {
    const { name, problem } = ModelView.parse(await office.call('POST', '/control/models/import', { path: file }));
    return { model: name, problem };
  }
  openDataFolder(dataDir);
  // An office that starts meanwhile would not see what is written beside it.
  const letGo = holdDataFolder(dataDir);
  const db = openLedger(dataDir);
  try {
    const { model } = await new Library(dataDir, new ModelBook(db)).import(file);
    return { model, problem: null };
  } finally {
    db.close();
    letGo();
  }
}
