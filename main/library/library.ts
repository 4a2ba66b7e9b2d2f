/** The model library: GGUF files on the coordinator's disk, named by their hash, and what their headers say. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Deployment, Variant } from '../../contract/model.ts';
import { ProblemError, problem, refuse } from '../../contract/problem.ts';
import type { ModelBook } from '../ledger/models.ts';
import { demoModel } from './demo-model.ts';
import { readGgufFacts } from './gguf-facts.ts';
import { markFor } from './marks.ts';

/** A context that serves an office's letters and tables, and leaves room for several people. */
const usualContext = 8_192;
const usualSlots = 4;

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
    const known = this.#book.variants().some((variant) => variant.sha256 === demoModel.sha256);
    const kept = known && (await readFile(this.#path(demoModel.sha256)).catch(() => null));
    const whole = kept && createHash('sha256').update(kept).digest('hex') === demoModel.sha256;
    if (!whole) await this.import(file);
  }

  /**
   * Takes in a GGUF file: checks it, copies it, and deploys the model with usual settings if it is a new one.
   * @throws ProblemError model_file_missing, model_file_invalid or disk_full; nothing is left behind then.
   */
  async import(file: string, signal?: AbortSignal): Promise<Variant> {
    const found = await stat(file).catch(() => null);
    if (!found?.isFile()) refuse('model_file_missing', `There is no file ${file}.`);
    const facts = await readGgufFacts(file);
    const sha256 = await this.#copyIn(file, found.size, signal);
    const demo = sha256 === demoModel.sha256;
    const model = demo ? demoModel.name : modelName(file);
    const variant: Variant = { sha256, model, name: facts.quantization, sizeBytes: found.size, demo, facts };
    this.#book.putVariant(variant);
    this.#deploy(variant);
    return variant;
  }

  #deploy(variant: Variant): void {
    const marks = this.#book.marks();
    if (!marks.has(variant.model))
      this.#book.putMark(variant.model, markFor(variant.model, variant.facts.parameters, marks));
    const existing = this.#book.deployments().find((deployment) => deployment.model === variant.model);
    if (existing) {
      const variants = [...new Set([variant.sha256, ...existing.variants])];
      this.#book.putDeployment({ ...existing, variants });
      return;
    }
    const deployment: Deployment = {
      id: variant.model
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .slice(0, 48),
      model: variant.model,
      variants: [variant.sha256],
      contextLength: Math.min(variant.facts.trainedContext, usualContext),
      slots: usualSlots,
      replicasMin: 1,
      replicasMax: 1,
      priority: variant.demo ? 0 : 1,
      addedAt: Date.now(),
    };
    this.#book.putDeployment(deployment);
  }

  async #copyIn(file: string, size: number, signal?: AbortSignal): Promise<string> {
    await mkdir(this.folder, { recursive: true });
    const { bavail, bsize } = await statfs(this.folder);
    if (bavail * bsize < size) {
      const [needs, free] = [size, bavail * bsize].map((bytes) => Math.ceil(bytes / 1024 ** 2).toLocaleString('en'));
      refuse('disk_full', `The file needs ${needs} MB, and the disk of ${this.folder} has ${free} MB free.`);
    }
    const part = path.join(this.folder, `${process.pid}-${path.basename(file)}.part`);
    const hash = createHash('sha256');
    const hashing = new Transform({
      transform: (chunk: Buffer, _encoding, done) => done(null, (hash.update(chunk), chunk)),
    });
    const handle = await open(part, 'w');
    try {
      await pipeline(createReadStream(file), hashing, handle.createWriteStream({ flush: true }), {
        ...(signal && { signal }),
      });
      const sha256 = hash.digest('hex');
      await rename(part, this.#path(sha256));
      return sha256;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      throw new ProblemError(
        problem('disk_full', `The disk of ${this.folder} became full while the file was copied.`),
        {
          cause: error,
        },
      );
    } finally {
      await access(part).then(
        () => rm(part),
        () => undefined,
      );
    }
  }

  #path(sha256: string): string {
    return path.join(this.folder, `${sha256}.gguf`);
  }
}

/** "Qwen2.5-7B-Instruct-Q4_K_M.gguf" is the model qwen2.5-7b-instruct. */
export function modelName(file: string): string {
  const stem = path.basename(file).replace(/\.gguf$/i, '');
  const plain = stem.replace(/[-._ ](i?q\d[a-z0-9_]*|f16|f32|bf16)$/i, '').toLowerCase();
  return plain.replaceAll(/[^a-z0-9.]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'model';
}
