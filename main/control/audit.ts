/** Who did what from where, and who tried to: the office's record of what people change. */
import { isLoopback, plainAddress } from '../../common/address.ts';
import type { ActivityEvent } from '../../contract/activity.ts';
import type { AdminAction } from './admin-action.ts';

interface Deed {
  /** The person or the program that asked; null: nobody that is known. */
  readonly who: string | null;
  readonly remoteAddress: string | undefined;
}

interface AuditLimits {
  /** Attempts of one address in this time become two events at most: the first, and how many more there were. */
  readonly gatheredMs: number;
  /** Addresses that are told apart; what others try meanwhile is counted together. */
  readonly most: number;
}

type Add = (event: Omit<ActivityEvent, 'id' | 'at'>) => void;

interface Gathered {
  readonly deed: Deed;
  more: number;
  readonly timer: NodeJS.Timeout;
}

const usual: AuditLimits = { gatheredMs: 10 * 60_000, most: 256 };

export class Audit {
  readonly #add: Add;
  readonly #limits: AuditLimits;
  readonly #gathered = new Map<string, Gathered>();

  constructor(add: Add, limits: Partial<AuditLimits> = {}) {
    this.#add = add;
    this.#limits = { ...usual, ...limits };
  }

  /** Something was done. */
  done(action: AdminAction, deed: Deed): void {
    this.#note('plain', action, deed, {});
  }

  /**
   * Something was refused to somebody: a wrong session, or a right that is lacking.
   * @param tried the action's word, or the path when it is none
   */
  refused(tried: string, deed: Deed): void {
    const place = deed.remoteAddress ?? '';
    const key = this.#gathered.has(place) || this.#gathered.size < this.#limits.most ? place : 'others';
    const known = this.#gathered.get(key);
    if (known) {
      known.more += 1;
      return;
    }
    const timer = setTimeout(() => this.#sumUp(key), this.#limits.gatheredMs).unref();
    this.#gathered.set(key, { deed, more: 0, timer });
    const action = { what: 'refused', subject: 'office', sentence: 'Something was refused to who may not do it' };
    this.#note('attention', action, deed, { tried });
  }

  /** Writes what was gathered. */
  close(): void {
    for (const key of this.#gathered.keys()) this.#sumUp(key);
  }

  #sumUp(key: string): void {
    const gathered = this.#gathered.get(key);
    if (!gathered) return;
    clearTimeout(gathered.timer);
    this.#gathered.delete(key);
    const { more, deed } = gathered;
    if (more === 0) return;
    const sentence = `${more} more ${more === 1 ? 'attempt was' : 'attempts were'} refused`;
    const whose = key === 'others' ? { who: null, remoteAddress: undefined } : deed;
    this.#note('attention', { what: 'refused', subject: 'office', sentence }, whose, { attempts: more });
  }

  #note(
    tone: ActivityEvent['tone'],
    action: AdminAction,
    { who, remoteAddress }: Deed,
    detail: ActivityEvent['detail'],
  ): void {
    const address = remoteAddress === undefined ? null : plainAddress(remoteAddress);
    const place = address === null ? 'several addresses' : isLoopback(address) ? 'this PC' : address;
    const name = who ?? 'nobody that is known';
    const reason = `By ${name}, from ${place}.`;
    this.#add({ kind: 'admin', tone, who, reason, detail: { address, ...detail }, durationMs: null, ...action });
  }
}
