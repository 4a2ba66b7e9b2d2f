/** The keys of the look's office, and what was used with them; in any other office there are none. */
import {
  KeyChange,
  noLimits,
  type KeyLimits,
  type KeyLimitWishes,
  type KeyView,
  type UsageRow,
} from '../../../contract/keys.ts';
import { refuse } from '../../../contract/problem.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

type Told = readonly [
  name: string,
  begins: string,
  minutesAgo: number,
  tokensToday: number,
  limits?: Partial<KeyLimits>,
];

const told: readonly Told[] = [
  ['Open WebUI', 'aiv-7Kq2', 0, 31_977],
  ['Invoice reader', 'aiv-Zp81', 3, 64_310, { requestsPerMinute: 20, models: ['qwen2.5-7b-instruct'] }],
  ['DATEV export script', 'aiv-c0Wd', 1_500, 0, { requestsPerMinute: 10, models: ['llama-3.2-3b-instruct'] }],
];

export class FakeKeys {
  #keys: KeyView[];

  constructor(office: string) {
    const now = Date.now();
    const known = office === 'linden' ? told : [];
    this.#keys = known.map(([name, begins, minutesAgo, tokensToday, limits], index) => ({
      id: `key-${index}`,
      name,
      owner: name === 'Invoice reader' ? 'Jana Roth' : null,
      begins,
      limits: { ...noLimits, ...limits },
      createdAt: now - 30 * day,
      lastUsedAt: now - minutesAgo * minute,
      tokensToday,
    }));
  }

  answer(method: string, id: string | undefined, sent: unknown): { status: number; body?: unknown } {
    if (method === 'GET') return { status: 200, body: id === 'usage' ? this.#usage() : this.#keys };
    if (method === 'POST')
      return { status: 201, body: this.#make(sent as { name: string; owner: string | null; limits: KeyLimitWishes }) };
    const key =
      this.#keys.find((one) => one.id === id) ?? refuse('not_found', 'There is no such key; it may have been revoked.');
    if (method === 'DELETE') {
      this.#keys = this.#keys.filter((one) => one !== key);
      return { status: 204 };
    }
    const { owner = key.owner, ...limits } = KeyChange.parse(sent);
    const changed = { ...key, owner, limits: { ...key.limits, ...limits } } as KeyView;
    this.#keys = this.#keys.map((one) => (one === key ? changed : one));
    return { status: 200, body: changed };
  }

  #make({ name, owner, limits }: { name: string; owner: string | null; limits: KeyLimitWishes }): {
    key: string;
    view: KeyView;
  } {
    if (this.#keys.some((one) => one.name === name)) refuse('key_exists', `There is a key named “${name}” already.`);
    const facts = { owner, createdAt: Date.now(), lastUsedAt: null, tokensToday: 0 };
    const view = {
      ...facts,
      id: `key-${name}`,
      name,
      begins: 'aiv-Q3ho',
      limits: { ...noLimits, ...limits },
    } as KeyView;
    this.#keys.push(view);
    return { key: 'aiv-Q3hoN0tAReal-KeyButAsLongAs0ne', view };
  }

  #usage(): UsageRow[] {
    return this.#keys.flatMap(({ id: keyId, name, tokensToday }, which) =>
      Array.from({ length: 14 }, (_, ago) => ({
        day: new Date(Date.now() - ago * day).toISOString().slice(0, 10),
        keyId,
        name,
        model: 'qwen2.5-7b-instruct',
        requests: 10,
        promptTokens: 0,
        completionTokens: ago === 0 ? tokensToday : 1_000 * ((ago * 7 + which * 3) % 40),
      })),
    );
  }
}
