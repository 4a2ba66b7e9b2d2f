/**
 * A backup: all that a coordinator on another PC needs to be taken for this one. It holds secret keys, and is kept like a password.
 * Without chats, model files, what happened, and the keys of external servers.
 */
import { z } from 'zod';
import { ModelSource } from './library.ts';
import { DeploymentWishes, Variant } from './model.ts';

/** A value of the ledger; bytes are in base64. */
const KeptValue = z.union([z.string(), z.int(), z.null(), z.strictObject({ bytes: z.base64() })]);
export const KeptRow = z.record(z.string(), KeptValue);
export type KeptRow = z.infer<typeof KeptRow>;

export const KeptLedger = z.strictObject({
  /** How many steps its tables had been through. */
  version: z.int().positive(),
  /** Rows by the table's name. */
  tables: z.record(z.string(), z.array(KeptRow)),
});
export type KeptLedger = z.infer<typeof KeptLedger>;

/** A file of a model that the office serves or is loading: got again where it is restored. */
const KeptModelFile = z.strictObject({
  /** The model's name in the office. */
  model: z.string().regex(/^[\p{L}\p{N}.-]{1,120}$/u),
  quantization: z.string().min(1).max(40),
  /** Null: nobody knows yet. */
  sizeBytes: Variant.shape.sizeBytes.nullable(),
  /** Null: nobody knows where it came from. */
  source: ModelSource.nullable(),
  /** How it is deployed; without pins to this PC, whose place another takes. */
  wishes: DeploymentWishes,
});
export type KeptModelFile = z.infer<typeof KeptModelFile>;

export const OfficeBackup = z.strictObject({
  /** The second knew of no models. */
  format: z.enum(['aivailable-backup/2', 'aivailable-backup/3']),
  /** Milliseconds since 1970. */
  madeAt: z.number(),
  officeName: z.string().min(1).max(60),
  /** The coordinator's, in PEM: its agents accept no other. */
  identity: z.strictObject({ key: z.string(), certificate: z.string() }),
  /** The office's own certificate authority, in PEM, and the names it may vouch for; null: none was made. */
  ca: z.strictObject({ key: z.string(), certificate: z.string(), names: z.array(z.string()) }).nullable(),
  /** As in settings.json, without what belongs to the PC. */
  settings: z.record(z.string(), z.unknown()),
  ledger: KeptLedger,
  modelFiles: z.array(KeptModelFile).max(1_000).default([]),
});
export type OfficeBackup = z.infer<typeof OfficeBackup>;
