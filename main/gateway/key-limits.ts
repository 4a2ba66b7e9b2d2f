/** What a key may do now. Requests are counted in memory: after a restart every key begins a new minute. */
import { refuse } from '../../contract/problem.ts';
import type { Clock } from '../base/clock.ts';
import type { Key } from './keys.ts';

/** What is left of a key's minute: it fills up steadily. */
interface Allowance {
  readonly left: number;
  readonly at: number;
}

interface KeyLimitsParts {
  /** Tokens of a key on the day that it is now. */
  readonly tokensToday: (keyId: string) => number;
  readonly clock: Clock;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** Keys are few; more than these are not remembered, and begin a new minute. */
const mostRemembered = 10_000;

export class KeyLimits {
  readonly #parts: KeyLimitsParts;
  readonly #allowances = new Map<string, Allowance>();

  constructor(parts: KeyLimitsParts) {
    this.#parts = parts;
  }

  /**
   * A request comes, or several at once.
   * @throws ProblemError key_expired; too_many_requests, with the seconds after which to try again
   */
  admit(key: Key, requests = 1): void {
    const { id, limits } = key;
    const { requestsPerMinute: most, expiresAt } = limits;
    const now = this.#parts.clock.now();
    if (expiresAt !== null && expiresAt <= now) {
      refuse('key_expired', `${called(key)} was good until ${new Date(expiresAt).toISOString().slice(0, 16)} UTC.`);
    }
    if (most === null) return;
    const { left, at } = this.#allowances.get(id) ?? { left: most, at: now };
    const filled = Math.min(most, left + ((now - at) / minuteMs) * most);
    if (filled < requests) {
      const retryAfter = Math.ceil(((requests - filled) * minuteMs) / most / 1000);
      const times = most === 1 ? 'once' : `${most.toLocaleString('en')} times`;
      refuse('too_many_requests', `${called(key)} may ask ${times} a minute.`, { retryAfter });
    }
    if (this.#allowances.size >= mostRemembered) this.#allowances.clear();
    this.#allowances.set(id, { left: filled - requests, at: now });
  }

  /** Whether the key may use a model at all. */
  allows({ limits: { models } }: Key, model: string): boolean {
    return models === null || models.includes(model);
  }

  /**
   * @param asked what the model was called: another name of it tells no more than it was asked by
   * @throws ProblemError model_not_allowed; tokens_used_up, with the seconds to the next day
   */
  admitModel(key: Key, model: string, asked = model): void {
    const { limits } = key;
    if (!this.allows(key, model)) {
      const allowed = (limits.models ?? []).map((one) => `"${one}"`).join(', ');
      refuse('model_not_allowed', `${called(key)} may use ${allowed}, not "${asked.slice(0, 100)}".`, {
        param: 'model',
      });
    }
    const { tokensPerDay: most } = limits;
    if (most === null) return;
    const used = this.#parts.tokensToday(key.id);
    if (used < most) return;
    const now = this.#parts.clock.now();
    const sentence = `${called(key)} has used ${used.toLocaleString('en')} of ${most.toLocaleString('en')} tokens today.`;
    refuse('tokens_used_up', sentence, { retryAfter: Math.ceil((dayMs - (now % dayMs)) / 1000) });
  }
}

const called = (key: Key): string => key.called ?? (key.isPerson ? key.name : `The key “${key.name}”`);
