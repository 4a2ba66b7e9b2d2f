/** `aivailable model search [WORDS]`: the catalogue, with what fits in this office. */
import type { Command } from 'commander';
import { bytesInWords } from '../../contract/bytes-in-words.ts';
import { CatalogueModel } from '../../contract/library.ts';
import type { DataOptions } from './data-option.ts';
import { columns, print, printJson } from './output.ts';
import { officeCommand, withOffice } from './with-office.ts';

export function addModelSearch(models: Command): void {
  officeCommand(models, 'search [words...]', 'models that can be had, and where each fits in this office')
    .option('--fits', 'only those that fit now')
    .action((words: string[], options: DataOptions & { fits?: boolean }) =>
      withOffice(options, async (office, json) => {
        const all = CatalogueModel.array().parse(await office.call('GET', '/control/models/catalogue'));
        const found = all.filter((model) => matches(model, words) && (!options.fits || fitsNow(model)));
        if (json) return printJson({ models: found });
        if (found.length === 0) return print('The catalogue has no such model.');
        linesOf(found).forEach(print);
        print('\nTo have one: aivailable model get NAME, or NAME:QUANTIZATION');
      }),
    );
}

/** Each word has to stand somewhere in what is said of the model. */
function matches(
  { name, family, maker, kind, uses, goodFor, languages, licence }: CatalogueModel,
  words: readonly string[],
) {
  const said = [name, family, maker, kind, ...uses, goodFor, languages, licence.name].join(' ').toLowerCase();
  return words.every((word) => said.includes(word.toLowerCase()));
}

const fitsNow = ({ variants }: CatalogueModel): boolean => variants.some(({ fit }) => fit.verdict === 'now');

function linesOf(models: readonly CatalogueModel[]): string[] {
  const heads = columns(
    models.map(({ name, variants, suggested, licence }) => {
      const variant = variants.find(({ quantization }) => quantization === suggested);
      const size = variant ? `${variant.approximate ? 'about ' : ''}${bytesInWords(variant.sizeBytes)}` : '';
      const here = variants.filter((one) => one.here).map(({ quantization }) => quantization);
      const state = here.length > 0 ? `in the office (${here.join(', ')})` : ((variant && fitWords(variant.fit)) ?? '');
      return [name, suggested, size, state, licence.business === 'free' ? '' : licence.note];
    }),
  );
  return models.flatMap(({ goodFor, variants, suggested }, index) => {
    const fit = variants.find(({ quantization }) => quantization === suggested)?.fit;
    return [heads[index] ?? '', `    ${goodFor}`, ...(fit ? [`    ${fit.sentence}`] : [])];
  });
}

function fitWords({ verdict, machines }: CatalogueModel['variants'][number]['fit']): string {
  if (verdict === 'now') return `fits on ${machines.join(', ')}`;
  if (verdict === 'never') return 'fits on no card';
  return `fits on ${machines.join(', ')} later`;
}
