/** What is kept of a download beside its part files, so that another run of the coordinator goes on with it. */
import { z } from 'zod';
import { Problem } from '../../contract/errors.ts';
import type { ModelSource } from '../../contract/library.ts';
import { DeploymentWishes } from '../../contract/model.ts';
import { newId } from '../base/ids.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const size = z.int().nonnegative();

const FileRecord = z.strictObject({
  path: z.string(),
  /** Of the catalogue; null: it does not know. */
  expected: sha256.nullable(),
  /** What the hub said of the bytes that are here. */
  etag: z.string().nullable(),
  sha256: sha256.nullable(),
  totalBytes: size.nullable(),
});
export type FileRecord = z.infer<typeof FileRecord>;

export const DownloadRecord = z.strictObject({
  format: z.literal('aivailable-download/1'),
  id: z.string().regex(/^download-[0-9a-f]{16}$/),
  startedAt: z.number(),
  model: z.string(),
  quantization: z.string(),
  repo: z.string(),
  revision: z.string(),
  /** What the catalogue says of all files together; null: it does not. */
  expectedBytes: size.nullable(),
  /** How it is deployed when it is here. */
  wishes: DeploymentWishes,
  /** What a new run does with it. */
  state: z.enum(['queued', 'paused', 'failed']),
  problem: Problem.nullable(),
  files: z.array(FileRecord).min(1),
});
export type DownloadRecord = z.infer<typeof DownloadRecord>;

/** What is to be loaded. */
export interface WantedModel extends ModelSource {
  /** Its name in the office. */
  readonly model: string;
  readonly quantization: string;
  /** Of all files together; null: it is not known. */
  readonly sizeBytes: number | null;
  /** How it is deployed when it is here. */
  readonly wishes: DeploymentWishes;
}

/** A download that begins. @param now milliseconds since 1970 */
export const newRecord = (wanted: WantedModel, now: number): DownloadRecord => ({
  format: 'aivailable-download/1',
  id: newId('download'),
  startedAt: now,
  model: wanted.model,
  quantization: wanted.quantization,
  repo: wanted.repo,
  revision: wanted.revision,
  expectedBytes: wanted.sizeBytes,
  wishes: wanted.wishes,
  state: 'queued',
  problem: null,
  files: wanted.files.map((file) => ({
    path: file.path,
    expected: file.sha256,
    etag: null,
    sha256: null,
    totalBytes: null,
  })),
});

/** Where it comes from. What is here of a file already tells its hash, too. */
export const sourceOf = ({ repo, revision, files }: DownloadRecord): ModelSource => ({
  repo,
  revision,
  files: files.map(({ path, expected, ...here }) => ({ path, sha256: expected ?? here.sha256 })),
});
