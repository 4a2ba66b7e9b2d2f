/** What the key dialog holds until it is sent. Pure. */
import type { KeyLimits, KeyView } from '../../../contract/keys.ts';

export interface KeyDraft {
  readonly name: string;
  /** Who answers for it; empty: nobody by name. */
  readonly owner: string;
  /** As typed; empty: no limit. */
  readonly requestsPerMinute: string;
  readonly tokensPerDay: string;
  /** Days from now; empty: it serves for good. */
  readonly days: string;
  /** Null: all. */
  readonly models: readonly string[] | null;
}

const dayMs = 24 * 60 * 60_000;

/** A key, or a person, whose limits are the same. */
type Limited = Pick<KeyView, 'name' | 'limits'> & Partial<Pick<KeyView, 'owner'>>;

export function firstDraft(key: Limited | null, now: number): KeyDraft {
  if (!key) return { name: '', owner: '', requestsPerMinute: '60', tokensPerDay: '', days: '', models: null };
  const { requestsPerMinute, tokensPerDay, expiresAt, models } = key.limits;
  return {
    name: key.name,
    owner: key.owner ?? '',
    requestsPerMinute: requestsPerMinute === null ? '' : String(requestsPerMinute),
    tokensPerDay: tokensPerDay === null ? '' : String(tokensPerDay),
    days: expiresAt === null ? '' : String(Math.max(0, Math.ceil((expiresAt - now) / dayMs))),
    models,
  };
}

/**
 * Null: something in it is no whole number above 0, or there is no name.
 * @param key that is changed; null: a new one. Its end moves only when a person says so.
 */
export function limitsOf(
  draft: KeyDraft,
  key: Limited | null,
  now: number,
): { readonly name: string; readonly owner: string | null; readonly limits: KeyLimits } | null {
  const name = draft.name.trim();
  const keepsEnd = key !== null && draft.days === firstDraft(key, now).days;
  const [requestsPerMinute, tokensPerDay] = [draft.requestsPerMinute, draft.tokensPerDay].map(readCount);
  const days = keepsEnd ? null : readCount(draft.days);
  const isWrong = [requestsPerMinute, tokensPerDay, days].includes(undefined);
  if (name === '' || isWrong || draft.models?.length === 0) return null;
  const typed = typeof days === 'number' ? now + days * dayMs : null;
  const expiresAt = keepsEnd ? key.limits.expiresAt : typed;
  const models = draft.models === null ? null : [...draft.models];
  return {
    name,
    owner: draft.owner.trim() || null,
    limits: { requestsPerMinute: requestsPerMinute ?? null, tokensPerDay: tokensPerDay ?? null, models, expiresAt },
  };
}

/** Null: nothing was typed. Undefined: it is no whole number above 0. */
export function readCount(typed: string): number | null | undefined {
  const text = typed.trim();
  if (text === '') return null;
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
