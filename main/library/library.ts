/** The model library: GGUF files on the coordinator's disk, named by their hash, and what their headers say. */
import { createHash, randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { access, constants, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ModelSource } from '../../contract/library.ts';
import type { DeploymentWishes, GgufFacts, Variant } from '../../contract/model.ts';
import { refuse } from '../../contract/problem.ts';
import type { ModelBook } from '../ledger/models.ts';
import { demoModel } from '../../common/demo-model.ts';
import { freeBytes, needSpace } from '../../common/disk-space.ts';
import { readGgufFacts } from './gguf-facts.ts';
import { joinParts } from './join-parts.ts';
import { markFor } from './marks.ts';
import { modelName } from './model-name.ts';
import { partsOf, wholeName } from './split-names.ts';
import { fileOf, takeFile } from './take-file.ts';
import { usualDeployment, withWishes } from './usual-deployment.ts';

interface ImportOptions {
  readonly signal?: AbortSignal | undefined;
  /** Write over a file of the same hash: it is damaged. */
  readonly replace?: boolean;
}

interface Adoption {
  /** The file's own name: it tells the quantization. */
  readonly name: string;
  /** How the office calls the model. */
  readonly model: string;
  /** How it is deployed; what is not said stays as it is, or is as usual. */
  readonly wishes: DeploymentWishes;
  /** Where it was loaded from; null: nobody knows. */
  readonly source: ModelSource | null;
}

/** Where files lie while they come: on the same disk as the models. */
export const downloadFolderOf = (dataDir: string): string => path.join(dataDir, 'models', 'downloads');

export class Library {
  /** Where the files lie: `<sha256>.gguf`. The agent on this PC reads them here too. */
  readonly folder: string;
  readonly downloadFolder: string;
  readonly #book: ModelBook;

  constructor(dataDir: string, book: ModelBook) {
    this.folder = path.join(dataDir, 'models');
    this.downloadFolder = downloadFolderOf(dataDir);
    this.#book = book;
  }

  /**
   * Takes in the demo model when it is not there, and mends its file when that is not whole: whether it is served is a person's word.
   * @param file where the app keeps it
   */
  async ensureDemoModel(file: string): Promise<void> {
    if (!this.#known(demoModel.sha256)) {
      await this.import(file, { replace: true });
      return;
    }
    const kept = await readFile(fileOf(this.folder, demoModel.sha256)).catch(() => null);
    const whole = kept && createHash('sha256').update(kept).digest('hex') === demoModel.sha256;
    if (!whole) await takeFile(file, this.folder, { replace: true });
  }

  /** Whether a model of this office has the file, whole as far as its length tells. */
  has(sha256: string): boolean {
    const variant = this.#known(sha256);
    if (!variant) return false;
    return statSync(fileOf(this.folder, sha256), { throwIfNoEntry: false })?.size === variant.sizeBytes;
  }

  /**
   * Takes in a GGUF file, or the whole that it is a part of: checks it, copies it, and deploys the model with usual settings if it is
   * a new one. A file that is here already under another name stays what it is.
   * @throws ProblemError model_file_missing, model_file_invalid, model_parts_unlike, model_name_taken or disk_full; nothing is left
   * behind then.
   */
  async import(file: string, { signal, replace = false }: ImportOptions = {}): Promise<Variant> {
    const parts = partsOf(file);
    for (const part of parts) await needFile(part);
    if (parts.length > 1) return this.#importParts(parts, signal ?? new AbortController().signal);
    const facts = await readGgufFacts(file);
    this.#checkName(modelName(file), facts);
    const { sha256, size } = await takeFile(file, this.folder, { replace, signal });
    const model = sha256 === demoModel.sha256 ? demoModel.name : modelName(file);
    return this.#take(sha256, { model, facts, size, wishes: {}, source: null });
  }

  /**
   * Takes in a whole file that lies on the same disk, by moving it. @param sha256 what it was found to hash to
   * @throws ProblemError model_file_invalid or model_name_taken; the file stays where it is then
   */
  async adopt(file: string, sha256: string, { name, model, wishes, source }: Adoption): Promise<Variant> {
    const known = this.#known(sha256);
    if (known && this.has(sha256)) {
      this.#keep(known, wishes, source);
      return known;
    }
    const facts = await readGgufFacts(file, name);
    const { size } = await stat(file);
    this.#checkName(model, facts);
    await mkdir(this.folder, { recursive: true });
    await rename(file, fileOf(this.folder, sha256));
    return this.#take(sha256, { model, facts, size, wishes, source });
  }

  /**
   * Takes a model out of the office. Its replicas drain; its files go with `sweep`.
   * @throws ProblemError model_not_found; invalid_request for the demo model, which comes with the app
   */
  remove(model: string): void {
    if (model === demoModel.name) {
      refuse('invalid_request', 'The demo model comes with the app and stays.', { effect: 'Nothing was removed.' });
    }
    if (this.#book.removeModel(model)) return;
    refuse('model_not_found', `There is no model ${model} in this office.`, {
      effect: 'Nothing was removed.',
      action: 'Look at the list of models.',
    });
  }

  /**
   * Deletes the files of models that were taken out. Those that are held stay until the next time.
   * @param isHeld a replica is still of this file
   */
  async sweep(isHeld: (sha256: string) => boolean): Promise<void> {
    for (const sha256 of this.#book.leavingFiles()) {
      if (isHeld(sha256)) continue;
      // Windows lets nobody delete what another program has open: the next time, then.
      const gone = await rm(fileOf(this.folder, sha256), { force: true }).then(
        () => true,
        () => false,
      );
      if (gone) this.#book.forgetLeaving(sha256);
    }
  }

  async #importParts(parts: readonly string[], signal: AbortSignal): Promise<Variant> {
    await mkdir(this.folder, { recursive: true });
    const sizes = await Promise.all(parts.map(async (part) => (await stat(part)).size));
    needSpace(
      this.folder,
      sizes.reduce((sum, size) => sum + size, 0),
      await freeBytes(this.folder),
    );
    const whole = path.join(this.folder, `${randomBytes(8).toString('hex')}.part`);
    try {
      const sha256 = await joinParts(parts, whole, signal);
      const name = path.basename(wholeName(parts[0] ?? ''));
      return await this.adopt(whole, sha256, { name, model: modelName(name), wishes: {}, source: null });
    } finally {
      await rm(whole, { force: true });
    }
  }

  #known(sha256: string): Variant | undefined {
    return this.#book.variants().find((variant) => variant.sha256 === sha256);
  }

  #take(
    sha256: string,
    { model, facts, size, wishes, source }: Omit<Adoption, 'name'> & { facts: GgufFacts; size: number },
  ): Variant {
    const demo = sha256 === demoModel.sha256;
    const known = this.#known(sha256);
    const names = { model: known?.model ?? model, name: known?.name ?? facts.quantization };
    const variant: Variant = { sha256, ...names, sizeBytes: size, demo, facts };
    this.#checkName(variant.model, variant.facts);
    this.#keep(variant, wishes, source);
    return variant;
  }

  /** Quantizations of one model share architecture and parameters; another model must not become a variant of it. */
  #checkName(model: string, facts: GgufFacts): void {
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

  #keep(variant: Variant, wishes: DeploymentWishes, source: ModelSource | null): void {
    const deployments = this.#book.deployments();
    const marks = this.#book.marks();
    const mark = marks.get(variant.model) ?? markFor(variant.model, variant.facts.parameters, marks);
    const existing = deployments.find((deployment) => deployment.model === variant.model);
    const usual = existing
      ? { ...existing, variants: this.#ordered(variant, existing.variants) }
      : usualDeployment(variant, new Set(deployments.map(({ id }) => id)), Date.now());
    const files = [...this.#book.variants().filter(({ model }) => model === variant.model), variant];
    // What an admin changed since is not taken back: of a deployment that is there, only its files change.
    const said = existing ? { quantizations: wishes.quantizations } : wishes;
    this.#book.take({ variant, deployment: withWishes(usual, said, files), mark, source });
  }

  /** A new file goes before the first that is smaller: of one model, more bytes are better answers. */
  #ordered({ sha256, sizeBytes }: Variant, before: readonly string[]): string[] {
    if (before.includes(sha256)) return [...before];
    const at = before.findIndex((other) => (this.#known(other)?.sizeBytes ?? 0) < sizeBytes);
    return at < 0 ? [...before, sha256] : before.toSpliced(at, 0, sha256);
  }
}

async function needFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) refuse('model_file_missing', `There is no file ${file}.`);
  await access(file, constants.R_OK).catch(() => refuse('model_file_missing', `The file ${file} may not be read.`));
}
