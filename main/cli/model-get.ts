/** `aivailable model get NAME[:QUANT]`: loads a model into the office and shows how far it is. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import { DownloadView, type DownloadRequest, type DownloadState } from '../../contract/library.ts';
import { ProblemError, refuse } from '../../contract/problem.ts';
import { stateOf, type RunningOffice } from './control-client.ts';
import type { DataOptions } from './data-option.ts';
import { downloadWords } from './download-words.ts';
import { print, printJson } from './output.ts';
import { officeCommand, withOffice } from './with-office.ts';

const lookEveryMs = 300;

export function addModelGet(models: Command): void {
  officeCommand(
    models,
    'get <model>',
    'load a model of the catalogue, NAME or NAME:QUANTIZATION, or OWNER/NAME/FILE.gguf',
  )
    .option('--no-wait', 'come back at once; the office loads it by itself')
    .action((typed: string, options: DataOptions & { wait: boolean }) =>
      withOffice(options, async (office, json) => {
        const first = DownloadView.parse(await office.call('POST', '/control/models/downloads', wantedFrom(typed)));
        const last = options.wait ? await follow(office, first, json) : first;
        if (last.problem && last.state === 'failed') throw new ProblemError(last.problem);
        if (json) return printJson({ download: last });
        if (last.state !== 'done') return print(`${last.model} ${last.quantization}: ${downloadWords(last)}`);
        print(`${last.model} ${last.quantization} is in the office.`);
        const { problem } = (await stateOf(office)).models.find(({ name }) => name === last.model) ?? {};
        if (problem) print(`It does not run yet. ${problem.reason} ${problem.action}`);
      }),
    );
}

function wantedFrom(typed: string): DownloadRequest {
  const [, repo, file] = /^([^/]+\/[^/]+)\/(.+)$/.exec(typed) ?? [];
  if (repo !== undefined && file !== undefined) return { repo, file };
  const [name = '', quantization] = typed.split(':');
  return quantization ? { name, quantization } : { name };
}

/** Looks at it until it ended or was paused. Ctrl+C ends the looking; the office loads on. */
async function follow(office: RunningOffice, first: DownloadView, json: boolean): Promise<DownloadView> {
  // A line that is written over exists on terminals only; elsewhere each state is a line.
  const live = process.stdout.isTTY && !json;
  let shown: DownloadState | null = null;
  for (let view = first; ;) {
    const words = `${view.model} ${view.quantization}: ${downloadWords(view)}`;
    if (live) process.stdout.write(`\r\u001B[K${words.slice(0, (process.stdout.columns || 80) - 1)}`);
    else if (!json && view.state !== shown && !isOver(view)) print(words);
    shown = view.state;
    if (isOver(view)) {
      if (live) process.stdout.write('\r\u001B[K');
      return view;
    }
    await wait(lookEveryMs);
    const all = DownloadView.array().parse(await office.call('GET', '/control/models/downloads'));
    view =
      all.find(({ id }) => id === first.id) ??
      refuse('download_not_found', `The download of ${first.model} was cancelled elsewhere.`, {
        effect: 'What had come was deleted.',
      });
  }
}

const isOver = ({ state }: DownloadView): boolean => state === 'done' || state === 'failed' || state === 'paused';
