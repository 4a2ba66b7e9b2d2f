/**
 * Keys: what programs show to use the API. Only their hash is kept; a key itself is shown once. Under /control:
 *
 *   GET    /control/keys          KeyView[], oldest first
 *   POST   /control/keys          NewKey -> 201 MadeKey
 *   PATCH  /control/keys/ID       KeyChange -> KeyView
 *   DELETE /control/keys/ID       204: it ends at once
 *   GET    /control/keys/usage    UsageRow[]: the last 30 days, oldest first
 *   GET    /control/keys/usage.csv  the same for a spreadsheet
 */
import { z } from 'zod';

const count = z.int().positive();

/** What a key may do; null: no limit. */
export const KeyLimits = z.strictObject({
  requestsPerMinute: count.max(100_000).nullable(),
  /** Of questions and answers together, in a day from midnight to midnight UTC. */
  tokensPerDay: count.max(1e12).nullable(),
  /** Names of models; null: all. */
  models: z.array(z.string().min(1).max(200)).min(1).max(100).nullable(),
  /** Milliseconds since 1970. */
  expiresAt: z.int().nonnegative().nullable(),
});
export type KeyLimits = z.infer<typeof KeyLimits>;

/** Who shows no key, where keys are not asked for: all of them together are one caller, with this name in the usage. */
export const keyless = { id: 'without-key', name: 'Without a key' } as const;

/** What may be done without a key: some models, named one by one, so that none is open that nobody thought of. */
export const KeylessLimits = KeyLimits.omit({ expiresAt: true }).extend({ models: KeyLimits.shape.models.unwrap() });
export type KeylessLimits = z.infer<typeof KeylessLimits>;

/** What is changed; what is left out stays. */
export const KeyLimitWishes = KeyLimits.partial();
export type KeyLimitWishes = z.infer<typeof KeyLimitWishes>;

export const noLimits: KeyLimits = { requestsPerMinute: null, tokensPerDay: null, models: null, expiresAt: null };

/** Limits after a change: what is not said stays. */
export const changedLimits = (old: KeyLimits, wishes: KeyLimitWishes): KeyLimits =>
  KeyLimits.parse({ ...old, ...Object.fromEntries(Object.entries(wishes).filter(([, wish]) => wish !== undefined)) });
/** Who answers for it: a person's name. */
const owner = z.string().trim().min(1).max(60).nullable();

/** What is changed; what is left out stays. */
export const KeyChange = KeyLimitWishes.extend({ owner: owner.optional() });
export type KeyChange = z.infer<typeof KeyChange>;

export const NewKey = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, 'A key’s name has 1 to 60 characters.')
    .max(60, 'A key’s name has 1 to 60 characters.'),
  owner: owner.default(null),
  limits: KeyLimitWishes.default({}),
});
export type NewKey = z.infer<typeof NewKey>;

export const KeyView = z.object({
  id: z.string(),
  name: z.string(),
  owner: z.string().nullable(),
  /** Its first eight characters, so that a person can tell keys apart. */
  begins: z.string(),
  limits: KeyLimits,
  createdAt: z.number(),
  lastUsedAt: z.number().nullable(),
  tokensToday: z.int(),
});
export type KeyView = z.infer<typeof KeyView>;

/** `key` is seen here alone. */
export const MadeKey = z.object({ key: z.string(), view: KeyView });
export type MadeKey = z.infer<typeof MadeKey>;

export const UsageRow = z.object({
  /** "2026-11-29" */
  day: z.string(),
  /** Id of the key or of the person; "people" for persons who were removed. */
  keyId: z.string(),
  /** The key's or the person's name as it was last known. */
  name: z.string(),
  model: z.string(),
  requests: z.int(),
  promptTokens: z.int(),
  completionTokens: z.int(),
});
export type UsageRow = z.infer<typeof UsageRow>;
