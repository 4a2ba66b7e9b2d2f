/** Keys and usage, as the window's API shows and changes them, over the ledger. */
import {
  keyless,
  type KeyChange,
  type KeyView,
  type MadeKey,
  type NewKey,
  type UsageRow,
} from '../../contract/keys.ts';
import { refuse } from '../../contract/problem.ts';
import type { Clock } from '../base/clock.ts';
import type { KeysOffice } from '../control/keys-office.ts';
import type { KeyFacts, Keys } from '../ledger/keys.ts';
import type { UsageBook } from '../ledger/usage.ts';
import type { People } from '../people/people.ts';

interface LiveKeysParts {
  readonly keys: Keys;
  readonly people: Pick<People, 'names'>;
  readonly usage: UsageBook;
  readonly clock: Clock;
}

const shownDays = 30;
const dayMs = 24 * 60 * 60_000;
/** Those of whom only the count is left: sessions of before there were people, and people who were removed. */
const people = 'people';

export class LiveKeys implements KeysOffice {
  readonly #parts: LiveKeysParts;

  constructor(parts: LiveKeysParts) {
    this.#parts = parts;
  }

  list(): KeyView[] {
    return this.#parts.keys.list().map((facts) => this.#view(facts));
  }

  make({ name, owner, limits }: NewKey): MadeKey {
    const { key, facts } = this.#parts.keys.create(name, { owner, limits });
    return { key, view: this.#view(facts) };
  }

  change(id: string, { owner, ...limits }: KeyChange): KeyView {
    this.#known(id);
    this.#parts.keys.limit(id, limits);
    if (owner !== undefined) this.#parts.keys.own(id, owner);
    return this.#view(this.#known(id));
  }

  revoke(id: string): void {
    this.#parts.keys.revoke(this.#known(id).name);
  }

  usage(): UsageRow[] {
    const { keys, usage, clock } = this.#parts;
    const from = new Date(clock.now() - (shownDays - 1) * dayMs).toISOString().slice(0, 10);
    const names = new Map([...keys.names(), ...this.#parts.people.names(), [keyless.id, keyless.name]]);
    const rows = new Map<string, UsageRow>();
    for (const { keyId: id, ...counts } of usage.since(from)) {
      const keyId = names.has(id) ? id : people;
      const at = `${counts.day} ${keyId} ${counts.model}`;
      const known = rows.get(at);
      rows.set(at, {
        ...counts,
        keyId,
        name: names.get(keyId) ?? people,
        requests: counts.requests + (known?.requests ?? 0),
        promptTokens: counts.promptTokens + (known?.promptTokens ?? 0),
        completionTokens: counts.completionTokens + (known?.completionTokens ?? 0),
      });
    }
    return [...rows.values()];
  }

  #known(id: string): KeyFacts {
    return (
      this.#parts.keys.list().find((key) => key.id === id) ??
      refuse('not_found', 'There is no such key; it may have been revoked.', { action: 'Look at the list of keys.' })
    );
  }

  #view(facts: KeyFacts): KeyView {
    return { ...facts, tokensToday: this.#parts.usage.tokensToday(facts.id) };
  }
}
