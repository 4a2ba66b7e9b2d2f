/** `aivailable model list`: the models, where each is ready, and what is on its way. */
import type { Command } from 'commander';
import { DownloadView } from '../../contract/library.ts';
import { modelStateWords } from './model-state-words.ts';
import { findOffice, stateOf } from './control-client.ts';
import type { DataOptions } from './data-option.ts';
import { downloadWords } from './download-words.ts';
import { columns, orExplain, print, printJson } from './output.ts';
import { officeCommand } from './with-office.ts';

export function addModelList(models: Command): void {
  officeCommand(models, 'list', 'the models, where each is ready, and what is on its way').action(
    ({ data, json = false }: DataOptions) =>
      orExplain(json, async () => {
        const office = await findOffice(data);
        const all = office ? (await stateOf(office)).models : [];
        const downloads = office
          ? DownloadView.array().parse(await office.call('GET', '/control/models/downloads'))
          : [];
        if (json) return printJson({ models: all, downloads });
        if (!office) print('No office runs from this folder, so nothing is placed.');
        for (const model of all) print(`${model.name}  ${modelStateWords(model)}`);
        const coming = downloads.filter(({ state }) => state !== 'done');
        if (coming.length === 0) return;
        const rows = coming.map((view) => [`  ${view.model}`, view.quantization, downloadWords(view)]);
        ['', 'On the way:', ...columns(rows)].forEach(print);
      }),
  );
}
