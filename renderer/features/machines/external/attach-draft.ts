import type { AttachRequest, AttachTarget, AttachTest } from '../../../../contract/attached.ts';
import { usualAttachedSlots } from '../../../../contract/attached.ts';

/** What a person typed about a server. */
export interface AttachDraft {
  readonly url: string;
  readonly key: string;
  readonly name: string;
  readonly slots: string;
  readonly prefer: boolean;
  /** In PEM; null: what the office's PC trusts. */
  readonly certificate: string | null;
  /** Models that shall not be used, by the server's names. */
  readonly leftOut: readonly string[];
}

export const emptyAttach: AttachDraft = {
  url: '',
  key: '',
  name: '',
  slots: String(usualAttachedSlots),
  prefer: false,
  certificate: null,
  leftOut: [],
};

/** What a test needs; null: no address is there. */
export const targetOf = ({ url, key, certificate }: AttachDraft): AttachTarget | null =>
  url.trim() === '' ? null : { url: url.trim(), key: key.trim() === '' ? null : key.trim(), certificate };

/** What is attached; null: something is missing. @param found by the test */
export function attachOf(draft: AttachDraft, found: AttachTest): AttachRequest | null {
  const target = targetOf(draft);
  const slots = Number(draft.slots);
  if (!target || !Number.isInteger(slots) || slots < 1 || slots > 256) return null;
  const used = found.models.filter(({ at }) => !draft.leftOut.includes(at));
  if (found.models.length > 0 && used.length === 0) return null;
  const models = draft.leftOut.length === 0 ? null : used.map(({ at }) => ({ at, name: at }));
  const name = draft.name.trim() || suggestedName(found.url);
  return { ...target, url: found.url, name, slots, prefer: draft.prefer, models };
}

/** By its host: "gpu-box" of http://gpu-box.local:8000/v1. */
export function suggestedName(url: string): string {
  const { hostname, port } = new URL(url);
  const isAddress = /^[\d.]+$|:/.test(hostname);
  return isAddress ? `${hostname}:${port || '80'}` : (hostname.split('.')[0] ?? hostname);
}
