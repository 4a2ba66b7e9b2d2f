/** The model library: GGUF files on the coordinator's disk, named by their hash, and what their headers say. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Variant } from '../../contract/model.ts';
import { refuse } from '../../contract/problem.ts';
import type { ModelBook } from '../ledger/models.ts';
import { demoModel } from '../../common/demo-model.ts';
import { readGgufFacts } from './gguf-facts.ts';
import { markFor } from './marks.ts';
import { modelName } from './model-name.ts';
import { fileOf, takeFile } from './take-file.ts';
import { usualDeployment } from './usual-deployment.ts';

interface ImportOptions {
  readonly signal?: AbortSignal | undefined;
  /** Write over a file of the same hash: it is damaged. */
  readonly replace?: boolean;
}

export class Library {
  /** Where the files lie: `<sha256>.gguf`. The agent on this PC reads them here too. */
  readonly folder: string;
  readonly #book: ModelBook;

  constructor(dataDir: string, book: ModelBook) {
    this.folder = path.join(dataDir, 'models');
    this.#book = book;
  }

  /** Takes in the demo model when it is not there, or not whole. @param file where the app keeps it. */
  async ensureDemoModel(file: string): Promise<void> {
    const known = this.#book.deployments().some((deployment) => deployment.model === demoModel.name);
    const kept = known && (await readFile(fileOf(this.folder, demoModel.sha256)).catch(() => null));
    const whole = kept && createHash('sha256').update(kept).digest('hex') === demoModel.sha256;
    if (!whole) await this.import(file, { replace: true });
  }

  /**
   * Takes in a GGUF file: checks it, copies it, and deploys the model with usual settings if it is a new one.
   * @throws ProblemError model_file_missing, model_file_invalid, model_name_taken or disk_full; nothing is left behind then.
   */
  async import(file: string, { signal, replace = false }: ImportOptions = {}): Promise<Variant> {
    const found = await stat(file).catch(() => null);
    if (!found?.isFile()) refuse('model_file_missing', `There is no file ${file}.`);
    const facts = await readGgufFacts(file);
    const sha256 = await takeFile(file, this.folder, { replace, signal });
    const demo = sha256 === demoModel.sha256;
    const model = demo ? demoModel.name : modelName(file);
    const variant: Variant = { sha256, model, name: facts.quantization, sizeBytes: found.size, demo, facts };
    this.#checkName(variant);
    this.#keep(variant);
    return variant;
  }

  /** Quantizations of one model share architecture and parameters; another model must not become a variant of it. */
  #checkName({ model, facts }: Variant): void {
    const others = this.#book.variants().filter((known) => known.model === model);
    const stranger = others.find(
      (known) => known.facts.architecture !== facts.architecture || known.facts.layers !== facts.layers,
    );
    if (!stranger) return;
    const [here, there] = [facts, stranger.facts].map(
      ({ architecture, layers }) => `${architecture}, ${layers} layers`,
    );
    refuse(
      'model_name_taken',
      `There is a model named ${model} already (${there}), and this file is another one (${here}).`,
    );
  }

  #keep(variant: Variant): void {
    const deployments = this.#book.deployments();
    const marks = this.#book.marks();
    const mark = marks.get(variant.model) ?? markFor(variant.model, variant.facts.parameters, marks);
    const existing = deployments.find((deployment) => deployment.model === variant.model);
    const deployment = existing
      ? { ...existing, variants: [...new Set([variant.sha256, ...existing.variants])] }
      : usualDeployment(variant, new Set(deployments.map(({ id }) => id)), Date.now());
    this.#book.take({ variant, deployment, mark });
  }
}
