/** `aivailable model …`: the models of this office. Each group of commands is a file beside this one. */
import type { Command } from 'commander';
import { addModelAlias } from './model-alias.ts';
import { addModelDeploy } from './model-deploy.ts';
import { addModelGet } from './model-get.ts';
import { addModelImport } from './model-import.ts';
import { addModelList } from './model-list.ts';
import { addModelSearch } from './model-search.ts';
import { addModelUse } from './model-use.ts';

export function addModelCommands(program: Command): void {
  const models = program.command('model').description('the models of this office');
  addModelSearch(models);
  addModelGet(models);
  addModelImport(models);
  addModelDeploy(models);
  addModelList(models);
  addModelUse(models);
  addModelAlias(models);
}
