/** The file that a person wants an estimate of: a .gguf file, one of the office's library, or one of the catalogue. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { GgufFacts, Variant } from '../../contract/model.ts';
import type { MeasuredLoad } from '../../contract/plan.ts';
import { refuse } from '../../contract/problem.ts';
import { typedPath } from '../base/typed-path.ts';
import { openLedger } from '../ledger/ledger.ts';
import { MeasuredLoads } from '../ledger/measured-loads.ts';
import { ModelBook } from '../ledger/models.ts';
import { catalogue, factsOf } from '../library/catalogue/catalogue.ts';
import { readGgufFacts } from '../library/gguf-facts.ts';

export interface EstimatedFile {
  readonly model: string;
  readonly quantization: string;
  /** Empty where it is not known: then nothing was measured either. */
  readonly sha256: string;
  readonly facts: GgufFacts;
  readonly from: 'file' | 'library' | 'catalogue';
}

interface Books {
  readonly variants: readonly Variant[];
  readonly loads: readonly MeasuredLoad[];
}

/** What an office has written down. Empty where there was none: nothing is made for a question. */
export function readBooks(dataDir: string): Books {
  if (!existsSync(path.join(dataDir, 'ledger.sqlite'))) return { variants: [], loads: [] };
  const db = openLedger(dataDir);
  try {
    return { variants: new ModelBook(db).variants(), loads: new MeasuredLoads(db, null).all() };
  } finally {
    db.close();
  }
}

/**
 * @param quantization undefined: the file's own, or of a model with several files the smallest
 * @throws ProblemError not_found with the names that are known; model_file_invalid
 */
export async function findEstimatedFile(
  typed: string,
  quantization: string | undefined,
  variants: readonly Variant[],
): Promise<EstimatedFile> {
  if (/\.gguf$/i.test(typed)) return ofFile(typedPath(typed));
  const all = [...ofLibrary(typed, variants), ...ofCatalogue(typed)];
  const wanted = quantization?.toUpperCase();
  const found = all.filter((one) => wanted === undefined || one.quantization.toUpperCase() === wanted);
  const smallest = found.toSorted((a, b) => a.facts.tensorBytes - b.facts.tensorBytes)[0];
  if (smallest) return found.find(({ from }) => from === 'library') ?? smallest;
  if (all.length > 0) {
    const known = [...new Set(all.map((one) => one.quantization))].join(', ');
    return refuse('not_found', `${typed} is not known in ${quantization}. It is known in ${known}.`, {
      action: choose,
    });
  }
  const names = [...new Set([...variants.map(({ model }) => model), ...catalogue.map(({ name }) => name)])];
  return refuse('not_found', `There is no model named “${typed}”. Known are ${names.toSorted().join(', ')}.`, {
    action: `${choose} A file is named with its path, ending in .gguf.`,
  });
}

const choose = 'Choose one of these.';

async function ofFile(file: string): Promise<EstimatedFile> {
  if (!existsSync(file))
    refuse('not_found', `There is no such file: ${file}`, { action: 'Name a file that is there.' });
  const facts = await readGgufFacts(file);
  const model = facts.name === '' ? path.basename(file) : facts.name;
  return { model, quantization: facts.quantization, sha256: '', facts, from: 'file' };
}

const ofLibrary = (typed: string, variants: readonly Variant[]): EstimatedFile[] =>
  variants
    .filter(({ model }) => model === typed)
    .map(({ model, name, sha256, facts }) => ({ model, quantization: name, sha256, facts, from: 'library' }));

const ofCatalogue = (typed: string): EstimatedFile[] =>
  catalogue
    .filter(({ name }) => name === typed)
    .flatMap((entry) =>
      entry.files.map((file) => ({
        model: entry.name,
        quantization: file.quantization,
        sha256: file.sha256 ?? '',
        facts: factsOf(entry, file),
        from: 'catalogue',
      })),
    );
