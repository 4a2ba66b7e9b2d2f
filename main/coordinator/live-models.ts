/** The office's model files as the window's API shows and commands them, over the rooms that run. */
import { stat } from 'node:fs/promises';
import type { Log } from '../../common/log.ts';
import { totalBytes } from '../../contract/replica.ts';
import type { CatalogueModel, DownloadRequest, DownloadView, Imported } from '../../contract/library.ts';
import type { Variant } from '../../contract/model.ts';
import { refuse, toProblem } from '../../contract/problem.ts';
import type { ModelsOffice } from '../control/models-office.ts';
import type { Copies } from '../copies/copies.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { MeasuredLoads } from '../ledger/measured-loads.ts';
import type { ModelBook } from '../ledger/models.ts';
import { catalogue } from '../library/catalogue/catalogue.ts';
import { viewEntry } from '../library/catalogue/catalogue-view.ts';
import type { Downloads } from '../library/downloads.ts';
import { findModels } from '../library/find-models.ts';
import type { FitOffice, MemoryRules } from '../library/fits.ts';
import type { Library } from '../library/library.ts';
import { wantedOfCatalogue, wantedOfHub } from '../library/wanted-model.ts';
import type { PlacementLoop } from '../placement/placement-loop.ts';
import { estimateMemory } from '../planner/memory.ts';
import { roomFor } from '../planner/live/room-for.ts';

interface LiveModelsParts {
  readonly library: Library;
  readonly downloads: Downloads;
  readonly models: ModelBook;
  readonly loads: MeasuredLoads;
  readonly inventory: Inventory;
  readonly placement: PlacementLoop;
  readonly copies: Pick<Copies, 'cancel' | 'wake'>;
  readonly log: Log;
  /** Of the hub, where people read about models. */
  readonly endpoint: URL;
}

/** The planner's own, so that the catalogue promises nothing that the plan refuses. */
export const memoryRules: MemoryRules = {
  need: (facts, shape, backend) => totalBytes(estimateMemory(facts, shape, backend)),
  room: roomFor,
};

export class LiveModels implements ModelsOffice {
  readonly #parts: LiveModelsParts;
  readonly #closing = new AbortController();
  readonly #stops: (() => void)[];
  #sweeping: Promise<void> = Promise.resolve();
  /** Files of removed models lie on the disk still. */
  #leaving = true;

  constructor(parts: LiveModelsParts) {
    this.#parts = parts;
    const { downloads, inventory, placement } = parts;
    this.#stops = [downloads.onDone(() => placement.planNow()), inventory.onChange(() => this.#sweepSoon())];
  }

  catalogue(): CatalogueModel[] {
    return catalogue.map((entry) => viewEntry(entry, this.#viewParts()));
  }

  downloads(): DownloadView[] {
    return this.#parts.downloads.list();
  }

  /** Called on each change of the downloads. */
  onChange(listener: () => void): () => void {
    return this.#parts.downloads.onChange(listener);
  }

  download(request: DownloadRequest): DownloadView {
    const { downloads } = this.#parts;
    if ('repo' in request) return downloads.start(wantedOfHub(request.repo, request.file, request.wishes));
    const entry =
      catalogue.find(({ name }) => name === request.name) ??
      refuse('model_not_found', `The catalogue has no model ${request.name}.`, {
        effect: 'Nothing was loaded.',
        action: 'Look at the catalogue: aivailable model search',
      });
    const view = viewEntry(entry, this.#viewParts());
    const wanted = wantedOfCatalogue(entry, view, request.quantization ?? view.suggested, request.wishes);
    const here = view.variants.find(({ quantization }) => quantization === wanted.quantization)?.here;
    if (here) refuse('download_state', `${wanted.model} ${wanted.quantization} is in the office already.`);
    return downloads.start(wanted);
  }

  pauseDownload(downloadId: string): Promise<void> {
    return this.#parts.downloads.pause(downloadId);
  }

  resumeDownload(downloadId: string): void {
    this.#parts.downloads.resume(downloadId);
  }

  cancelDownload(downloadId: string): Promise<void> {
    return this.#parts.downloads.cancel(downloadId);
  }

  cancelCopy(copyId: string): void {
    this.#parts.copies.cancel(copyId);
  }

  async import(path: string): Promise<Imported> {
    const isFolder = (await stat(path).catch(() => null))?.isDirectory() ?? false;
    if (!isFolder) return { models: [this.#view(await this.#import(path))], refused: [] };
    const files = await findModels(path);
    if (files.length === 0) refuse('model_file_missing', `There is no .gguf file in ${path}.`);
    const taken: Variant[] = [];
    const refused: Imported['refused'] = [];
    for (const file of files) {
      try {
        taken.push(await this.#import(file));
      } catch (error) {
        const what = toProblem(error);
        if (what.code === 'shutting_down' || what.code === 'internal') throw error;
        refused.push({ file, problem: what });
      }
    }
    return { models: taken.map((variant) => this.#view(variant)), refused };
  }

  async remove(model: string): Promise<void> {
    const { library, downloads, placement, copies } = this.#parts;
    const coming = downloads.list().filter((download) => download.model === model);
    // First: what is being taken in at this moment is removed with the rest.
    for (const { id } of coming) await downloads.cancel(id);
    // A model that was still on its way is removed by that alone.
    const wasOnItsWay = coming.some(({ state }) => state !== 'done');
    if (!wasOnItsWay || this.#isHere(model)) library.remove(model);
    placement.planNow();
    // Its copies on the machines go, too.
    copies.wake();
    this.#leaving = true;
    this.#sweepSoon();
    await this.#sweeping;
  }

  /** Ends imports that are under way, and waits for files that are being deleted. */
  async close(): Promise<void> {
    this.#closing.abort();
    for (const stop of this.#stops) stop();
    await this.#sweeping;
  }

  #isHere(model: string): boolean {
    return this.#parts.models.variants().some((variant) => variant.model === model);
  }

  async #import(file: string): Promise<Variant> {
    const { signal } = this.#closing;
    try {
      const variant = await this.#parts.library.import(file, { signal });
      this.#parts.placement.planNow();
      return variant;
    } catch (error) {
      return signal.aborted ? refuse('shutting_down', 'The office is being stopped.') : Promise.reject(error);
    }
  }

  #view({ model, name }: Variant): Imported['models'][number] {
    const refusal = this.#parts.placement.plan.refusals.find((one) => one.model === model);
    const why = refusal && { reason: refusal.reason, effect: refusal.effect, action: refusal.action };
    return { name: model, variant: name, problem: why ?? null };
  }

  #viewParts() {
    const { models, endpoint } = this.#parts;
    return { office: this.#office(), rules: memoryRules, variants: models.variants(), endpoint };
  }

  #office(): FitOffice {
    return this.#parts.placement.snapshot();
  }

  #sweepSoon(): void {
    this.#sweeping = this.#sweeping
      .then(() => this.#sweep())
      .catch((error: unknown) => {
        this.#leaving = true;
        this.#parts.log.warn({ err: error }, 'files of removed models could not be deleted');
      });
  }

  /** Deletes files of removed models that this PC's agent holds no more; while it is away, nobody knows that. */
  async #sweep(): Promise<void> {
    const { inventory, library, models } = this.#parts;
    const here = inventory.machines().find(({ local }) => local);
    if (!this.#leaving || this.#closing.signal.aborted || here?.state !== 'online') return;
    this.#leaving = false;
    const held = new Set(here.replicas.filter(({ state }) => state !== 'gone').map(({ spec }) => spec.variant.sha256));
    await library.sweep((sha256) => held.has(sha256));
    this.#leaving = models.leavingFiles().length > 0;
  }
}
