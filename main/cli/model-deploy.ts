/** `aivailable model deploy|undeploy NAME`: what shall run, and how; what is not said stays as it is, or is as usual. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { Deployed } from '../../contract/deployments.ts';
import { usualIdleMinutes, type DeploymentWishes } from '../../contract/model.ts';
import { stateOf } from './control-client.ts';
import type { DataOptions } from './data-option.ts';
import { explainWhatIf } from './explain-what-if.ts';
import { print, printJson } from './output.ts';
import { officeCommand, withOffice } from './with-office.ts';

interface DeployOptions extends DataOptions {
  readonly context?: number;
  readonly slots?: DeploymentWishes['slots'];
  readonly replicas?: DeploymentWishes['replicas'];
  readonly priority?: number;
  readonly onDemand?: number | true;
  readonly always?: true;
  readonly dryRun?: boolean;
}

export function addModelDeploy(models: Command): void {
  officeCommand(
    models,
    'deploy <model>',
    'let a model run: NAME or NAME:QUANTIZATION[,QUANTIZATION…], best first; one of the catalogue is loaded first',
  )
    .addOption(new Option('--context <tokens>', 'tokens of a conversation').argParser(readCount))
    .addOption(new Option('--slots <range>', 'conversations at once of each replica: 4, or 1-4').argParser(readRange))
    .addOption(new Option('--replicas <range>', 'replicas that must and may run: 1, or 1-3').argParser(readRange))
    .addOption(new Option('--priority <1-10>', 'higher goes first').argParser(readCount))
    .addOption(
      new Option(
        '--on-demand [minutes]',
        `loaded when asked for, unloaded after so many minutes without a request (${usualIdleMinutes})`,
      )
        .argParser(readCount)
        .conflicts('always'),
    )
    .option('--always', 'always loaded, as is usual')
    .option('--dry-run', 'only show what would change')
    .action((typed: string, options: DeployOptions) =>
      withOffice(options, async (office, json) => {
        const { model, wishes } = wishesFrom(typed, options);
        if (options.dryRun) return explainWhatIf(office, [{ kind: 'deploy', model, wishes }], json);
        const path = `/control/deployments/${encodeURIComponent(model)}`;
        const deployed = Deployed.parse(await office.call('PUT', path, wishes));
        if (json) return printJson(deployed);
        if (deployed.download) {
          return print(`${model} is being loaded, and runs when it is here: aivailable model list`);
        }
        if (deployed.problem)
          return print(`${model} does not run yet. ${deployed.problem.reason} ${deployed.problem.action}`);
        const view = (await stateOf(office)).models.find(({ name }) => name === model);
        print(`${model} is deployed. ${view?.explanation ?? ''}`.trimEnd());
      }),
    );
  officeCommand(models, 'undeploy <model>', 'let a model run no more; its files stay').action(
    (model: string, options: DataOptions) =>
      withOffice(options, async (office, json) => {
        await office.call('DELETE', `/control/deployments/${encodeURIComponent(model)}`);
        if (json) printJson({ undeployed: model });
        else
          print(`${model} runs no more once its answers have ended. Its files stay: aivailable model deploy ${model}`);
      }),
  );
}

function wishesFrom(typed: string, options: DeployOptions): { model: string; wishes: DeploymentWishes } {
  const [model = '', quantizations] = typed.split(':');
  const { context, slots, replicas, priority, onDemand, always } = options;
  const idleMinutes = onDemand === true ? usualIdleMinutes : onDemand;
  const wishes = {
    ...(quantizations ? { quantizations: quantizations.split(',') } : {}),
    ...(context === undefined ? {} : { contextLength: context }),
    ...(slots ? { slots } : {}),
    ...(replicas ? { replicas } : {}),
    ...(priority === undefined ? {} : { priority }),
    ...(idleMinutes === undefined ? {} : { idleMinutes }),
    ...(always ? { idleMinutes: null } : {}),
  };
  return { model, wishes };
}

function readCount(typed: string): number {
  if (/^\d{1,7}$/.test(typed)) return Number(typed);
  throw new InvalidArgumentError(`“${typed}” is no whole number. Write for example 4096.`);
}

/** "3" is from 3 to 3; "1-4" from 1 to 4. */
function readRange(typed: string): { min: number; max: number } {
  const [, min = '', max = min] = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(typed) ?? [];
  if (min !== '' && Number(min) <= Number(max)) return { min: Number(min), max: Number(max) };
  throw new InvalidArgumentError(`“${typed}” is no range. Write for example 2, or 1-4.`);
}
