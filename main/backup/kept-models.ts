/** The models of an office, as a backup keeps them: where each file can be got again, and how it is deployed. */
import type { DatabaseSync } from 'node:sqlite';
import type { KeptModel } from '../../contract/office-backup.ts';
import type { Deployment, Variant } from '../../contract/model.ts';
import { sourceOf, type DownloadRecord } from '../library/download-record.ts';
import { ModelBook } from '../ledger/models.ts';

interface ModelParts {
  readonly db: DatabaseSync;
  /** What is on its way. */
  readonly downloads: readonly DownloadRecord[];
  /** Of the machines that the backup keeps. */
  readonly machineIds: ReadonlySet<unknown>;
}

/** Files that are served, and those on their way; without the demo model, which each office has. */
export function keptModels({ db, downloads, machineIds }: ModelParts): KeptModel[] {
  const coming = downloads.map((record) => ({
    model: record.model,
    quantization: record.quantization,
    sizeBytes: record.expectedBytes,
    source: sourceOf(record),
    wishes: { ...record.wishes, ...pinsOn(machineIds, record.wishes) },
  }));
  return [...servedModels(new ModelBook(db), machineIds), ...coming];
}

function servedModels(book: ModelBook, machineIds: ReadonlySet<unknown>): KeptModel[] {
  return book.deployments().flatMap((deployment) => {
    const files = deployment.variants.flatMap((sha256) => book.variants().filter((file) => file.sha256 === sha256));
    const wishes = wishesOf(deployment, files, machineIds);
    return files
      .filter(({ demo }) => !demo)
      .map(({ model, name, sizeBytes, sha256 }) => ({
        model,
        quantization: name,
        sizeBytes,
        source: book.sourceOf(sha256),
        wishes,
      }));
  });
}

const wishesOf = (
  { contextLength, slots, replicas, priority, idleMinutes, ...deployment }: Deployment,
  files: readonly Variant[],
  machineIds: ReadonlySet<unknown>,
): KeptModel['wishes'] => ({
  quantizations: files.map(({ name }) => name),
  contextLength,
  slots,
  replicas,
  priority,
  idleMinutes,
  ...pinsOn(machineIds, deployment),
});

/** Without those to this PC, whose place another takes. */
const pinsOn = (
  machineIds: ReadonlySet<unknown>,
  { pins }: Pick<KeptModel['wishes'], 'pins'>,
): Pick<KeptModel['wishes'], 'pins'> =>
  pins ? { pins: pins.filter(({ machineId }) => machineIds.has(machineId)) } : {};
