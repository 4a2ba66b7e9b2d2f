/**
 * The part of the UI's API that is about model files: the catalogue, downloads, and what is taken in or out.
 *
 *   GET    /control/models/catalogue               CatalogueModel[]: with where each quantization fits in this office now
 *   GET    /control/models/downloads               DownloadView[], oldest first: the same as in the office's state
 *   POST   /control/models/downloads               DownloadRequest -> 201 DownloadView; one that is on its way already: that one
 *   POST   /control/models/downloads/ID/pause      204: what has come is kept
 *   POST   /control/models/downloads/ID/resume     204: goes on from there; after a failure: tries again
 *   POST   /control/models/downloads/ID/cancel     204: what has come is deleted. Of one that ended: off the list
 *   POST   /control/models/import                  {path} -> Imported: a .gguf file or a folder of them (on this PC only)
 *   DELETE /control/models/NAME                    202: its replicas drain, then its files go
 */
import { z } from 'zod';
import { Problem } from './errors.ts';
import { DeploymentWishes, ModelKind, Variant } from './model.ts';

/** What one may do with a model, in a word; the licence itself says the rest. */
const LicenceView = z.strictObject({
  /** SPDX identifier, or the licence's own name where it has none there. */
  name: z.string().min(1),
  /** free: for any use. terms: business use is allowed, on conditions. research: no business use. */
  business: z.enum(['free', 'terms', 'research']),
  /** The conditions in a few words: "free up to 700 million users". */
  note: z.string().min(1),
});
export type LicenceView = z.infer<typeof LicenceView>;

/**
 * now: a card has room for it. resting: on a machine that does not serve at the moment. emptied: on a card, when what is there
 * now has left. never: on no card of this office.
 */
const FitVerdict = z.enum(['now', 'resting', 'emptied', 'never']);

/** Whether a file has a place in this office, and in which shape. */
export const Fit = z.object({
  verdict: FitVerdict,
  /** The shape that was judged: the most generous one that fits; with `never`, the smallest. */
  shape: z.object({ contextLength: z.int().positive(), slots: z.int().positive() }),
  /** Of one replica in that shape, on the card that it would take. */
  needBytes: z.int().nonnegative(),
  /** Names of the machines where it fits, the one with the most room first. */
  machines: z.array(z.string()),
  /** All of it in a sentence: "Needs 6.1 GB, the largest card of this office gives 4.8 GB." */
  sentence: z.string(),
});
export type Fit = z.infer<typeof Fit>;

const CatalogueVariant = z.object({
  /** "Q4_K_M" */
  quantization: z.string(),
  sizeBytes: z.int().positive(),
  /** The size is known to within a few per cent; the download tells the true one. */
  approximate: z.boolean(),
  /** It is in the office already. */
  here: z.boolean(),
  fit: Fit,
});

export const CatalogueModel = z.object({
  /** As the office will name it: "qwen2.5-7b-instruct". */
  name: z.string(),
  family: z.string(),
  maker: z.string(),
  kind: ModelKind,
  uses: z.array(z.enum(['writing', 'code', 'reasoning', 'search'])),
  goodFor: z.string(),
  languages: z.string(),
  parameters: z.number(),
  trainedContext: z.int(),
  licence: LicenceView,
  /** Where it can be read about. */
  page: z.string(),
  /** Best first. */
  variants: z.array(CatalogueVariant),
  /** The quantization that is taken when none is named: the best that fits now, else the usual one. */
  suggested: z.string(),
});
export type CatalogueModel = z.infer<typeof CatalogueModel>;

const HubRepo = z.string().regex(/^[A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9][\w.-]{0,95}$/, 'write OWNER/NAME');
/** The path of a file in a repository. */
const HubPath = z
  .string()
  .max(400)
  // Without line breaks, and what turns a text around where it is shown.
  .regex(
    /^(?!.*\.\.)[^/\\?#%\s\p{Cc}\p{Cf}][^\\?#%\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*\.gguf$/iu,
    'write the path of a .gguf file',
  );

/** Where a model's file is on the hub, or the parts of a split one in their order. */
export const ModelSource = z.strictObject({
  repo: HubRepo,
  /** A branch, tag or commit. */
  revision: z.string().regex(/^(?!\.{1,2}$)[\w.-]{1,100}$/),
  /** Each with its hash where it is known. */
  files: z
    .array(z.strictObject({ path: HubPath, sha256: Variant.shape.sha256.nullable() }))
    .min(1)
    .max(1_000),
});
export type ModelSource = z.infer<typeof ModelSource>;

/** Of the catalogue, by name; or any file of the hub. Without a quantization: the suggested one. */
export const DownloadRequest = z.union([
  z.strictObject({
    name: z.string().min(1).max(200),
    quantization: z.string().min(1).max(40).optional(),
    /** How it is deployed when it is here; left out: as usual. */
    wishes: DeploymentWishes.optional(),
  }),
  z.strictObject({
    wishes: DeploymentWishes.optional(),
    repo: HubRepo,
    /** Its path there; of a split file any part. */
    file: HubPath,
  }),
]);
export type DownloadRequest = z.infer<typeof DownloadRequest>;

export const DownloadState = z.enum(['queued', 'loading', 'waiting', 'checking', 'paused', 'failed', 'done']);
export type DownloadState = z.infer<typeof DownloadState>;

/**
 * What each state may become; a download may be cancelled in any of them, and is no more then.
 *
 *   queued    others come first: two load at a time
 *   loading   bytes come
 *   waiting   the connection broke, or the server asks for patience; it is tried again by itself
 *   checking  all bytes are here: hash, header, joining of split files
 *   paused    by a person
 *   failed    only a person can help; what is worth keeping is kept
 *   done      the model is in the office
 */
export const downloadTransitions: Readonly<Record<DownloadState, readonly DownloadState[]>> = {
  queued: ['loading', 'paused'],
  loading: ['waiting', 'checking', 'paused', 'failed', 'queued'],
  waiting: ['loading', 'paused', 'failed', 'queued'],
  checking: ['done', 'paused', 'failed', 'queued'],
  paused: ['queued'],
  failed: ['queued'],
  done: [],
};

export const DownloadView = z.object({
  id: z.string(),
  /** The model's name in the office. */
  model: z.string(),
  quantization: z.string(),
  /** Where it comes from: "bartowski/Qwen2.5-7B-Instruct-GGUF". */
  repo: z.string(),
  /** Of its files, one or the parts of a split one. */
  files: z.int().positive(),
  state: DownloadState,
  /** When it entered this state, in milliseconds since 1970. */
  since: z.number(),
  /** Bytes on the disk, of all files. */
  doneBytes: z.int().nonnegative(),
  /** Of all files; null while the server did not tell. */
  totalBytes: z.int().nonnegative().nullable(),
  /** Smoothed over some seconds; 0 unless it loads. */
  bytesPerSecond: z.number().nonnegative(),
  /** At that rate; null when it cannot be known. */
  secondsLeft: z.number().nonnegative().nullable(),
  /** When it is tried again, of one that waits; milliseconds since 1970. */
  retryAt: z.number().nullable(),
  /** Why it waits or failed. */
  problem: Problem.nullable(),
});
export type DownloadView = z.infer<typeof DownloadView>;

/** What became of the files that were to be taken in. */
export const Imported = z.object({
  models: z.array(
    z.object({
      name: z.string(),
      variant: z.string(),
      /** Why it does not run, and what to do; null when nothing stands in the way. */
      problem: z.object({ reason: z.string(), effect: z.string(), action: z.string() }).nullable(),
    }),
  ),
  /** Files of a folder that were left out. */
  refused: z.array(z.object({ file: z.string(), problem: Problem })),
});
export type Imported = z.infer<typeof Imported>;
