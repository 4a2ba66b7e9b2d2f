/** `aivailable model import PATH`: takes in a model file, or all that lie in a folder. */
import { statSync } from 'node:fs';
import type { Command } from 'commander';
import { Imported } from '../../contract/library.ts';
import { refuse, toProblem } from '../../contract/problem.ts';
import { holdDataFolder, openDataFolder } from '../base/data-folder.ts';
import { typedPath } from '../base/typed-path.ts';
import { openLedger } from '../ledger/ledger.ts';
import { ModelBook } from '../ledger/models.ts';
import { findModels } from '../library/find-models.ts';
import { Library } from '../library/library.ts';
import { findOffice } from './control-client.ts';
import type { DataOptions } from './data-option.ts';
import { orExplain, print, printJson } from './output.ts';
import { officeCommand } from './with-office.ts';

export function addModelImport(models: Command): void {
  officeCommand(models, 'import <path>', 'take in a .gguf file, or all of a folder, and deploy the models').action(
    (path: string, { data, json = false }: DataOptions) =>
      orExplain(json, async () => {
        const imported = await importModels(data, typedPath(path));
        if (json) return printJson(imported);
        for (const { name, problem } of imported.models) {
          print(`${name} is taken in.`);
          if (problem) print(`It does not run yet. ${problem.reason} ${problem.action}`);
        }
        for (const { file, problem } of imported.refused) print(`${file} was left out. ${problem.message}`);
      }),
  );
}

/** A running office takes the files in itself, so that it places the models at once. */
async function importModels(dataDir: string, path: string): Promise<Imported> {
  const office = await findOffice(dataDir);
  if (office) return Imported.parse(await office.call('POST', '/control/models/import', { path }));
  openDataFolder(dataDir);
  // An office that starts meanwhile would not see what is written beside it.
  const letGo = holdDataFolder(dataDir);
  const db = openLedger(dataDir);
  try {
    return await takeIn(new Library(dataDir, new ModelBook(db)), path);
  } finally {
    db.close();
    letGo();
  }
}

async function takeIn(library: Library, path: string): Promise<Imported> {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const files = isFolder ? await findModels(path) : [path];
  if (files.length === 0) refuse('model_file_missing', `There is no .gguf file in ${path}.`);
  const result: Imported = { models: [], refused: [] };
  for (const file of files) {
    try {
      const { model, name } = await library.import(file);
      result.models.push({ name: model, variant: name, problem: null });
    } catch (error) {
      if (!isFolder) throw error;
      result.refused.push({ file, problem: toProblem(error) });
    }
  }
  return result;
}
