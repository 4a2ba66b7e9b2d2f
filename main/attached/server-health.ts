/**
 * How an external server is, by its lists of models and by the requests that it gets. Has no clock: each call gets the time.
 *
 * | state       | entered                                    | gets requests                              |
 * | ----------- | ------------------------------------------ | ------------------------------------------ |
 * | checking    | attached, or the office was started        | none                                       |
 * | ready       | a list came; a request on trial brought text | as many as it has slots                  |
 * | degraded    | requests failed in a row, lists come still | none for a while, then one at a time       |
 * | unreachable | two lists in a row did not come            | none                                       |
 * | key refused | it answered 401 or 403                     | none; one a minute, if it lists for anyone |
 * | unusable    | it is no such server, or is not trusted    | none                                       |
 */
import type { AttachedState } from '../../contract/attached.ts';
import type { ErrorCode, Problem } from '../../contract/errors.ts';

/** Failures in a row, without text between them. */
const mostFailures = 3;
const mostSilentLists = 2;
const trial = { firstMs: 2_000, mostMs: 60_000 };

const stateOfCode: Partial<Record<ErrorCode, AttachedState>> = {
  attached_key_refused: 'key refused',
  attached_certificate: 'unusable',
  attached_is_this_office: 'unusable',
  attached_failed: 'unusable',
  attached_refused: 'unusable',
  replica_not_found: 'unusable',
};

export class ServerHealth {
  #state: AttachedState = 'checking';
  #since: number;
  #problem: Problem | null = null;
  #silentLists = 0;
  #failures = 0;
  /** How often it was found degraded, without a whole recovery between. */
  #rounds = 0;
  #trialAt = 0;
  /** Of the key, as a request met it; null: none, or lists meet it too and tell when it is over. */
  #refusal: Problem | null = null;

  constructor(now: number) {
    this.#since = now;
  }

  get state(): AttachedState {
    return this.#state;
  }

  /** When it entered its state. */
  get since(): number {
    return this.#since;
  }

  /** What is wrong; null: nothing. */
  get problem(): Problem | null {
    return this.#problem;
  }

  /** Lists that did not come, in a row. */
  get silentLists(): number {
    return this.#silentLists;
  }

  /** How many of its slots may be used now. */
  open(slots: number, now: number): number {
    if (this.#state === 'ready') return slots;
    return this.#needsTrial && now >= this.#trialAt ? 1 : 0;
  }

  /** When a server that only a request can heal may be tried; null: nothing changes by time alone. */
  get trialAt(): number | null {
    return this.#needsTrial ? this.#trialAt : null;
  }

  listed(now: number): void {
    this.#silentLists = 0;
    if (this.#state === 'degraded' || this.#state === 'ready') return;
    if (this.#refusal) return this.#enter('key refused', this.#refusal, now);
    this.#failures = 0;
    this.#enter('ready', null, now);
  }

  listFailed(problem: Problem, now: number): void {
    if (problem.code === 'attached_key_refused') this.#refusal = null;
    const state = stateOfCode[problem.code];
    if (state) return this.#enter(state, problem, now);
    this.#silentLists += 1;
    if (this.#silentLists >= mostSilentLists || this.#state !== 'ready') this.#enter('unreachable', problem, now);
  }

  /** A request failed through the server's fault. */
  requestFailed(problem: Problem, now: number): void {
    if (problem.code === 'attached_key_refused') {
      this.#refusal = problem;
      this.#enter('key refused', problem, now);
    }
    if (this.#state === 'key refused') {
      this.#trialAt = now + trial.mostMs;
      return;
    }
    this.#failures += 1;
    const onTrial = this.#state === 'degraded' && now >= this.#trialAt;
    if (!onTrial && (this.#state !== 'ready' || this.#failures < mostFailures)) return;
    this.#trialAt = now + Math.min(trial.mostMs, trial.firstMs * 2 ** this.#rounds);
    this.#rounds += 1;
    this.#failures = 0;
    this.#enter('degraded', problem, now);
  }

  /** A request brought text, or its vectors. */
  requestPassed(now: number): void {
    this.#failures = 0;
    if (this.#needsTrial) this.#enter('ready', null, now);
    this.#refusal = null;
  }

  /** A request came to its end: what was held against the server is over. */
  requestDone(): void {
    this.#rounds = 0;
  }

  get #needsTrial(): boolean {
    return this.#state === 'degraded' || (this.#state === 'key refused' && this.#refusal !== null);
  }

  #enter(state: AttachedState, problem: Problem | null, now: number): void {
    this.#problem = problem;
    if (state === this.#state) return;
    this.#state = state;
    this.#since = now;
  }
}
