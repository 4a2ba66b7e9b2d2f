/** The models of an office, as a backup keeps them: where each file can be got again, and how it is deployed. */
import type { DatabaseSync } from 'node:sqlite';
import type { KeptModelFile } from '../../contract/office-backup.ts';
import type { ModelSource } from '../../contract/library.ts';
import type { Deployment, Variant } from '../../contract/model.ts';
import { sourceInCatalogue } from '../library/catalogue/source-in-catalogue.ts';
import { sourceOf, type DownloadRecord } from '../library/download-record.ts';
import { ModelBook } from '../ledger/models.ts';

interface ModelParts {
  readonly db: DatabaseSync;
  /** What is on its way, and what somebody paused or what failed, which is not kept. */
  readonly downloads: readonly DownloadRecord[];
  /** Of the machines that the backup keeps. */
  readonly machineIds: ReadonlySet<unknown>;
}

/** Files that are served, and those on their way; without the demo model, which each office has. */
export function keptModelFiles({ db, downloads, machineIds }: ModelParts): KeptModelFile[] {
  const book = new ModelBook(db);
  const known = new Map(book.variants().map((variant) => [variant.sha256, variant]));
  const coming = downloads.filter(({ state }) => state === 'queued');
  const served = book.deployments().flatMap((deployment) => {
    const files = deployment.variants.flatMap((sha256) => known.get(sha256) ?? []);
    const wishes = wishesOf(deployment, files, machineIds);
    return files.filter(({ demo }) => !demo).map((file) => servedFile(book, file, wishes));
  });
  const onTheirWay = coming
    .filter(({ model, quantization }) => !served.some((one) => isOf(one, model, quantization)))
    .map((record) => comingFile(record, served.find(({ model }) => model === record.model)?.wishes));
  return [...served, ...onTheirWay];
}

const isOf = (one: KeptModelFile, model: string, quantization: string): boolean =>
  one.model === model && one.quantization === quantization;

/** An office that loaded it with an older version did not note where it came from. */
function servedFile(book: ModelBook, file: Variant, wishes: KeptModelFile['wishes']): KeptModelFile {
  const { model, name, sizeBytes, sha256 } = file;
  const source = book.sourceOf(sha256) ?? sourceInCatalogue(model, name);
  return { model, quantization: name, sizeBytes, source: source && withHash(source, sha256), wishes };
}

/** What lies there now under that name may be another file: then it is not taken for this one. */
const withHash = ({ files, ...source }: ModelSource, sha256: string): ModelSource => ({
  ...source,
  files: files.length === 1 ? files.map(({ path }) => ({ path, sha256 })) : files,
});

/** @param deployed how the model's other files are deployed already */
const comingFile = (record: DownloadRecord, deployed: KeptModelFile['wishes'] | undefined): KeptModelFile => ({
  model: record.model,
  quantization: record.quantization,
  sizeBytes: record.expectedBytes,
  source: sourceOf(record),
  wishes: deployed
    ? { ...deployed, quantizations: [...(deployed.quantizations ?? []), record.quantization] }
    : record.wishes,
});

/** Pins to this PC are left out: another takes its place. */
const wishesOf = (
  { contextLength, slots, replicas, priority, pins, idleMinutes }: Deployment,
  files: readonly Variant[],
  machineIds: ReadonlySet<unknown>,
): KeptModelFile['wishes'] => ({
  quantizations: files.map(({ name }) => name),
  contextLength,
  slots,
  replicas,
  priority,
  pins: pins.filter(({ machineId }) => machineIds.has(machineId)),
  idleMinutes,
});
