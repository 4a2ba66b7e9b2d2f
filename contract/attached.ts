/**
 * The part of the UI's API that is about external servers: programs elsewhere that speak OpenAI's API (Ollama, vLLM, llama-server,
 * LM Studio, another office) and answer beside the office's own machines.
 *
 *   GET    /control/attached           AttachedView[], by name
 *   POST   /control/attached/test      AttachTarget -> AttachTest: asks it for its models, and keeps nothing
 *   POST   /control/attached           AttachRequest -> 201 AttachedView
 *   PATCH  /control/attached/ID        AttachChange -> AttachedView
 *   POST   /control/attached/ID/check  202: it is asked again now
 *   DELETE /control/attached/ID        204: answers that it writes are ended, and go on elsewhere where that can be
 */
import { z } from 'zod';
import { Notice } from './notice.ts';

/** What kind of program it is, as far as it shows. */
export const ServerKind = z.enum(['ollama', 'vllm', 'llama-server', 'lm-studio', 'aivailable', 'other']);
export type ServerKind = z.infer<typeof ServerKind>;

/**
 * checking: not heard of yet. degraded: it lists its models, but requests fail; one is tried now and then. key refused: it wants
 * another key; one is tried each minute where its list is for anyone. unusable: what it says is no list of models, or its certificate is not trusted.
 */
export const AttachedState = z.enum(['checking', 'ready', 'degraded', 'unreachable', 'key refused', 'unusable']);
export type AttachedState = z.infer<typeof AttachedState>;

const ModelKind = z.enum(['chat', 'embedding']);

export const AttachedModel = z.object({
  /** As this office calls it, and as the server does. */
  name: z.string(),
  at: z.string(),
  kind: ModelKind,
  /** In tokens; null: the server does not say. */
  contextLength: z.int().positive().nullable(),
  /** Why requests for it do not go there; null: they do. */
  unused: z.string().nullable(),
});
export type AttachedModel = z.infer<typeof AttachedModel>;

export const AttachedView = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  kind: ServerKind,
  state: AttachedState,
  /** When it entered this state, in milliseconds since 1970. */
  since: z.number(),
  /** It has a key. The key itself is never shown. */
  hasKey: z.boolean(),
  /** sha256 of the certificate that is trusted for it; null: what this PC trusts. */
  fingerprint: z.string().nullable(),
  /** Requests that it gets at once at most, and those that it has now. */
  slots: z.int(),
  slotsBusy: z.int(),
  /** It is asked before the office's own machines; otherwise they are. */
  prefer: z.boolean(),
  models: z.array(AttachedModel),
  /** The list of models took so long to come, the last time; null: it never came. */
  latencyMs: z.number().nullable(),
  /** What is wrong now; null: nothing. */
  problem: Notice.nullable(),
  /** The last request that failed there. */
  lastFailure: z.object({ at: z.number(), sentence: z.string() }).nullable(),
});
export type AttachedView = z.infer<typeof AttachedView>;

/** A certificate that a server shows, or that is to be trusted: its own, or the one of the authority that signed it. */
const Pem = z
  .string()
  .max(20_000)
  .regex(/^-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----\s*$/);
/** Of printable characters: it travels in a header. */
const ServerKey = z.string().regex(/^[\x21-\x7e]{1,1000}$/, 'a key has 1 to 1,000 printable characters and no blanks');

export const AttachTarget = z.strictObject({
  url: z.string().min(1).max(500),
  key: ServerKey.nullable(),
  /** null: what this PC trusts. */
  certificate: Pem.nullable(),
});
export type AttachTarget = z.infer<typeof AttachTarget>;

const ServerName = z.string().trim().min(1, 'a server needs a name').max(60, 'a name has 60 letters at most');
/** Which of its models are used, and what they are called here; null: all, by the server's own names. */
const ModelChoice = z
  .array(z.strictObject({ at: z.string().min(1).max(200), name: z.string().trim().min(1).max(200) }))
  .max(200)
  .nullable();
export type ModelChoice = z.infer<typeof ModelChoice>;
const Slots = z.int().min(1).max(256);

export const AttachRequest = AttachTarget.extend({
  name: ServerName,
  slots: Slots,
  prefer: z.boolean(),
  models: ModelChoice,
});
export type AttachRequest = z.infer<typeof AttachRequest>;

/** What is left out stays as it is. */
export const AttachChange = z.strictObject({
  name: ServerName.optional(),
  key: ServerKey.nullable().optional(),
  certificate: Pem.nullable().optional(),
  slots: Slots.optional(),
  prefer: z.boolean().optional(),
  models: ModelChoice.optional(),
});
export type AttachChange = z.infer<typeof AttachChange>;

/** What a first look at a server brought. */
export const AttachTest = z.object({
  /** The address as it would be kept. */
  url: z.string(),
  kind: ServerKind,
  latencyMs: z.number().nullable(),
  models: z.array(
    z.object({
      at: z.string(),
      kind: ModelKind,
      contextLength: z.int().positive().nullable(),
      /** Who has a model of this name already: this office, or another external server. */
      alsoOn: z.string().nullable(),
    }),
  ),
  /** Why it cannot be used as it is; null: it can. */
  problem: Notice.nullable(),
  /** What a person should know: the address is in the internet, nothing is encrypted. */
  warnings: z.array(z.string()),
  /** The certificate that it shows, where that is not trusted. */
  certificate: z
    .object({ pem: z.string(), fingerprint: z.string(), subject: z.string(), expiresAt: z.number() })
    .nullable(),
});
export type AttachTest = z.infer<typeof AttachTest>;

/** Requests at once where nothing else is wished. */
export const usualAttachedSlots = 4;
