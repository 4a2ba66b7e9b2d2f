/** `aivailable model alias [NAME] [MODEL]`: other names under which programs may ask for a model. */
import { Option, type Command } from 'commander';
import { Alias } from '../../contract/aliases.ts';
import { refuse } from '../../contract/problem.ts';
import type { RunningOffice } from './control-client.ts';
import type { DataOptions } from './data-option.ts';
import { columns, print, printJson } from './output.ts';
import { officeCommand, withOffice } from './with-office.ts';

interface AliasOptions extends DataOptions {
  readonly remove?: true;
}

export function addModelAlias(models: Command): void {
  officeCommand(
    models,
    'alias [name] [model]',
    'let programs ask for a model by another name; without a name, show them all',
  )
    .addOption(new Option('--remove', 'end that name'))
    .action((name: string | undefined, model: string | undefined, options: AliasOptions) =>
      withOffice(options, async (office, json) => {
        if (name === undefined) return list(office, json);
        const place = `/control/aliases/${encodeURIComponent(name)}`;
        if (options.remove) {
          await office.call('DELETE', place);
          return json ? printJson({ removed: name }) : print(`No model is called ${name} any more.`);
        }
        if (model === undefined) {
          return refuse('invalid_request', `Which model is ${name}?`, {
            action: `Type: aivailable model alias ${name} MODEL`,
          });
        }
        await office.call('PUT', place, { model });
        return json ? printJson({ name, model }) : print(`Requests for ${name} are answered by ${model}.`);
      }),
    );
}

async function list(office: RunningOffice, json: boolean): Promise<void> {
  const all = Alias.array().parse(await office.call('GET', '/control/aliases'));
  if (json) return printJson({ aliases: all });
  if (all.length === 0) return print('No model has another name. Give one with: aivailable model alias NAME MODEL');
  columns(all.map(({ name, model }) => [name, model])).forEach(print);
}
