/** `aivailable model pause|resume|cancel|remove NAME`: what becomes of downloads and models. */
import type { Command } from 'commander';
import { DownloadView } from '../../contract/library.ts';
import { refuse } from '../../contract/problem.ts';
import type { RunningOffice } from './control-client.ts';
import type { DataOptions } from './data-option.ts';
import { print, printJson } from './output.ts';
import { officeCommand, withOffice } from './with-office.ts';

type Verb = 'pause' | 'resume' | 'cancel';

const verbs: Readonly<Record<Verb, readonly [description: string, done: string]>> = {
  pause: ['let a download rest; what has come is kept', 'is paused'],
  resume: ['go on with a download', 'goes on'],
  cancel: ['give a download up; what has come is deleted', 'is cancelled'],
};

export function addModelUse(models: Command): void {
  for (const [verb, [description, done]] of Object.entries(verbs)) {
    officeCommand(models, `${verb} <name>`, description).action((typed: string, options: DataOptions) =>
      withOffice(options, async (office, json) => {
        const { id, model } = await pickDownload(office, typed);
        await office.call('POST', `/control/models/downloads/${id}/${verb}`);
        if (json) printJson({ download: id });
        else print(`The download of ${model} ${done}.`);
      }),
    );
  }
  officeCommand(models, 'remove <name>', 'take a model out of the office, and delete its files').action(
    (name: string, options: DataOptions) =>
      withOffice(options, async (office, json) => {
        await office.call('DELETE', `/control/models/${encodeURIComponent(name)}`);
        if (json) printJson({ removed: name });
        else print(`${name} is taken out. Answers that are being written come to their end; then its files go.`);
      }),
  );
}

/** By its id or its model's name; of several quantizations that come, by "NAME:QUANTIZATION". */
async function pickDownload(office: RunningOffice, typed: string): Promise<DownloadView> {
  const all = DownloadView.array().parse(await office.call('GET', '/control/models/downloads'));
  const found = all.filter(
    ({ id, model, quantization, state }) =>
      id === typed || (state !== 'done' && [model, `${model}:${quantization}`].includes(typed)),
  );
  if (found.length === 1 && found[0]) return found[0];
  const names = all
    .filter(({ state }) => state !== 'done')
    .map(({ model, quantization }) => `${model}:${quantization}`);
  const what = found.length === 0 ? 'There is no download' : 'There are several downloads';
  return refuse('download_not_found', `${what} “${typed}”; on the way: ${names.join(', ') || 'none'}.`);
}
