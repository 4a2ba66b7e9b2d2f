import { describe, expect, it } from 'vitest';
import { catalogue, factsOf } from '../../../main/library/catalogue/catalogue.ts';
import { viewEntry } from '../../../main/library/catalogue/catalogue-view.ts';
import { CatalogueEntry } from '../../../main/library/catalogue/entry.ts';
import { modelName } from '../../../main/library/model-name.ts';
import { wantedOfCatalogue, wantedOfHub } from '../../../main/library/wanted-model.ts';
import { GgufFacts } from '../../../contract/model.ts';
import { CatalogueModel } from '../../../contract/library.ts';
import { aGpu, gib } from '../../support/a-gpu.ts';
import { machine, shaOf, snapshot, variant } from '../../support/office-fixtures.ts';
import { plainRules } from '../../support/library/plain-rules.ts';

/** Bits for each weight. Files mix types: embeddings and some layers keep more. Of small models that is much. */
const bits: Readonly<Record<string, readonly [number, number]>> = {
  Q3_K_M: [3.7, 4.5],
  Q4_K_M: [4.6, 6.6],
  Q5_K_M: [5.5, 6.9],
  Q6_K: [6.5, 7.1],
  Q8_0: [8.4, 9],
  F16: [15.9, 16.4],
};

describe('the catalogue', () => {
  it('holds what its schema says', () => {
    for (const entry of catalogue) expect(CatalogueEntry.safeParse(entry).error, entry.name).toBeUndefined();
    expect(catalogue.length).toBeGreaterThanOrEqual(25);
    expect(catalogue.filter(({ kind }) => kind === 'embedding').length).toBeGreaterThanOrEqual(3);
    expect(catalogue.some(({ kind }) => kind === 'reranker')).toBe(true);
  });

  it('names each model and each file once, and no hash twice', () => {
    const twice = (all: readonly unknown[]): unknown[] => all.filter((one, index) => all.indexOf(one) !== index);
    const files = catalogue.flatMap(({ repo, files: own }) => own.map(({ paths }) => `${repo}/${paths[0]}`));
    const hashes = catalogue.flatMap(({ files: own }) =>
      own.flatMap(({ sha256 }) => (sha256 === null ? [] : [sha256])),
    );
    expect([twice(catalogue.map(({ name }) => name)), twice(files), twice(hashes)]).toEqual([[], [], []]);
  });

  it.each(catalogue.map((entry) => [entry.name, entry] as const))(
    'calls %s as the office would call its files, with sizes that its quantizations can have',
    (name, { files, parameters }) => {
      for (const { paths, quantization, sizeBytes } of files) {
        expect(paths.map(modelName)).toEqual(paths.map(() => name));
        const [least = 0, most = 0] = bits[quantization] ?? [];
        const perWeight = (sizeBytes * 8) / parameters;
        expect(perWeight, `${quantization}: ${perWeight.toFixed(2)} bits`).toBeGreaterThan(least);
        expect(perWeight, `${quantization}: ${perWeight.toFixed(2)} bits`).toBeLessThan(most);
      }
      expect(files.map(({ sizeBytes }) => sizeBytes)).toEqual(
        files.map(({ sizeBytes }) => sizeBytes).toSorted((a, b) => b - a),
      );
    },
  );

  it.each(catalogue.map((entry) => [entry.name, entry] as const))(
    'gives %s heads, a feed-forward and an output that make up the weights that its maker counts',
    (_name, { parameters, header }) => {
      const { architecture, layers, embeddingLength: width, vocabularySize, tied } = header;
      const makesVectors = /bert/.test(architecture);
      const embeddings = vocabularySize * width * (tied || makesVectors ? 1 : 2);
      const attention = 2 * width * header.headLength * (header.heads + header.kvHeads);
      const feedForward = (architecture === 'bert' ? 2 : 3) * width * header.feedForwardLength;
      const counted = embeddings + layers * (attention + feedForward);
      expect(counted / parameters).toBeGreaterThan(0.97);
      expect(counted / parameters).toBeLessThan(1.01);
    },
  );

  it.each(catalogue.map((entry) => [entry.name, entry] as const))(
    'gives %s a shape whose tensors are about as many weights as its maker counts',
    (_name, { parameters, header }) => {
      // Embeddings and attention are part of the whole: the rest, the feed-forward, is more than nothing and less than 6 times them.
      const { layers, embeddingLength, vocabularySize, kvHeads, headLength } = header;
      const embeddings = vocabularySize * embeddingLength;
      const attention = layers * embeddingLength * (2 * embeddingLength + 2 * kvHeads * headLength);
      expect(embeddings + attention).toBeLessThan(parameters);
      expect(embeddings + 10 * attention).toBeGreaterThan(parameters * 0.8);
    },
  );

  it('is enough for the estimate, before a byte is loaded', () => {
    for (const entry of catalogue)
      for (const file of entry.files) expect(GgufFacts.safeParse(factsOf(entry, file)).error).toBeUndefined();
  });
});

describe('a model of the catalogue in an office', () => {
  const entry = catalogue.find(({ name }) => name === 'qwen2.5-7b-instruct') as CatalogueEntry;
  const endpoint = new URL('https://hub.test/');
  const view = (totalGib: number, variants = [variant()]): CatalogueModel => {
    const card = aGpu({ totalBytes: totalGib * gib, othersBytes: 0 });
    const office = snapshot({ machines: [machine('PC-1', [card])] });
    return viewEntry(entry, { office, rules: plainRules, variants, endpoint });
  };

  it('suggests the usual quantization where it fits', () => {
    expect(CatalogueModel.parse(view(24))).toMatchObject({
      suggested: 'Q4_K_M',
      page: 'https://hub.test/bartowski/Qwen2.5-7B-Instruct-GGUF',
    });
  });

  it('suggests a smaller one where only that fits', () => {
    expect(view(5).suggested).toBe('Q3_K_M');
  });

  it('suggests the usual one where none fits', () => {
    expect(view(2).suggested).toBe('Q4_K_M');
  });

  it('says which of its files are here', () => {
    const here = variant({ sha256: shaOf('b'), model: entry.name, name: 'Q6_K' });
    const marked = view(24, [here]).variants.filter((one) => one.here);
    expect(marked.map(({ quantization }) => quantization)).toEqual(['Q6_K']);
  });

  it('is loaded with its hash, in the shape that fits', () => {
    const wanted = wantedOfCatalogue(entry, view(8), 'q4_k_m');
    expect(wanted).toMatchObject({
      model: 'qwen2.5-7b-instruct',
      quantization: 'Q4_K_M',
      files: [{ path: 'Qwen2.5-7B-Instruct-Q4_K_M.gguf', sha256: expect.stringMatching(/^65b8fcd9/) }],
      wishes: { contextLength: 8_192 },
    });
    expect(() => wantedOfCatalogue(entry, view(8), 'Q9')).toThrow(
      /is there as Q8_0, Q6_K, Q5_K_M, Q4_K_M, Q3_K_M, not as Q9/,
    );
  });

  it('that is a file of the hub alone goes by its file’s name; of a split one all parts come', () => {
    expect(wantedOfHub('acme/Big-GGUF', 'q4/Big-70B-Q4_K_M-00002-of-00003.gguf')).toMatchObject({
      model: 'big-70b',
      quantization: 'Q4_K_M',
      files: [1, 2, 3].map((part) => ({ path: `q4/Big-70B-Q4_K_M-0000${part}-of-00003.gguf`, sha256: null })),
    });
  });
});
