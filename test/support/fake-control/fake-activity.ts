/** What happened in the look's office; in any other nothing has happened yet. */
import type { ActivityEvent, ActivityPage, Availability, Rates, RateSpan } from '../../../contract/activity.ts';
import { refuse } from '../../../contract/problem.ts';
import { availabilityOf } from '../../../main/activity/availability.ts';
import type { RequestHour } from '../../../main/ledger/request-hours.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

type Said = Omit<ActivityEvent, 'id' | 'at' | 'who' | 'detail' | 'durationMs'> & Partial<ActivityEvent>;

const told: readonly (readonly [minutesAgo: number, Said])[] = [
  [
    1,
    {
      kind: 'answer',
      tone: 'plain',
      what: 'moved',
      subject: 'qwen2.5-7b-instruct',
      sentence: 'An answer of qwen2.5-7b-instruct continued on DESIGN-01',
      reason: 'ACCOUNTS-02 was lost while it wrote. The longest pause was 0.8 s; no token is missing.',
    },
  ],
  [
    2,
    {
      kind: 'machine',
      tone: 'bad',
      what: 'lost',
      subject: 'ACCOUNTS-02',
      sentence: 'ACCOUNTS-02 was lost',
      reason: 'Its connection ended. It had qwen2.5-7b-instruct.',
      durationMs: 3 * hour,
    },
  ],
  [
    13,
    {
      kind: 'model',
      tone: 'plain',
      what: 'moved',
      subject: 'nomic-embed',
      sentence: 'nomic-embed moves from DESIGN-01 to RECEPTION',
      reason:
        'RECEPTION has 5.7 GB for models on GTX 1060 after the margin; beside gemma-3-4b-it this takes 0.4 GB of it.',
    },
  ],
  [
    46,
    {
      kind: 'model',
      tone: 'attention',
      what: 'refused',
      subject: 'qwen2.5-14b-instruct',
      sentence: 'qwen2.5-14b-instruct was not placed',
      reason:
        'Needs 9.9 GB on one card, the largest space is 7.8 GB. GTX 1080 Ti on DESIGN-01 has 11.0 GB, less 2.9 GB of other programs and 0.3 GB margin. Requests for it are refused.',
    },
  ],
  [
    89,
    { kind: 'machine', tone: 'plain', what: 'paused', subject: 'MEETING', sentence: 'MEETING was paused', reason: '' },
  ],
  [
    89,
    {
      kind: 'admin',
      tone: 'plain',
      what: 'changed',
      subject: 'MEETING',
      sentence: 'How MEETING is used was changed',
      reason: 'By window, from this PC.',
      who: 'window',
    },
  ],
  [
    218,
    {
      kind: 'model',
      tone: 'good',
      what: 'ready',
      subject: 'gemma-3-4b-it',
      sentence: 'gemma-3-4b-it is ready on RECEPTION',
      reason: '',
      durationMs: 14_000,
    },
  ],
  [
    219,
    {
      kind: 'machine',
      tone: 'plain',
      what: 'started',
      subject: 'office',
      sentence: 'The office was started',
      reason: '',
    },
  ],
  [
    1500,
    {
      kind: 'file',
      tone: 'good',
      what: 'downloaded',
      subject: 'gemma-3-4b-it',
      sentence: 'gemma-3-4b-it Q4_K_M was downloaded',
      reason: '',
      durationMs: 312_000,
    },
  ],
];
/** Older than what the first page shows. */
const olderCount = 60;

export class FakeActivity {
  readonly #events: ActivityEvent[];
  readonly #hasHistory: boolean;
  readonly #now = Date.now();

  constructor(office: string) {
    this.#hasHistory = office === 'linden';
    const older = Array.from({ length: olderCount }, (_, at): (typeof told)[number] => [
      1600 + at * 60,
      {
        kind: 'model',
        tone: 'good',
        what: 'ready',
        subject: 'demo',
        sentence: 'demo is ready on RECEPTION',
        reason: '',
      },
    ]);
    const all = this.#hasHistory ? [...told, ...older] : [];
    this.#events = all.map(([minutesAgo, said], index) => ({
      who: null,
      detail: {},
      durationMs: null,
      ...said,
      id: all.length - index,
      at: this.#now - minutesAgo * minute,
    }));
  }

  /** @param path below /control */
  answer(path: string, query: URLSearchParams): unknown {
    if (path === 'activity') return this.#page(query);
    if (path === 'availability') return this.#availability();
    if (path === 'rates') return this.#rates((query.get('span') ?? 'day') as RateSpan);
    return refuse('not_found', `There is no ${path} here.`);
  }

  #page(query: URLSearchParams): ActivityPage {
    const before = Number(query.get('before') ?? Infinity);
    const limit = Number(query.get('limit') ?? 100);
    const kind = query.get('kind');
    const found = this.#events.filter((event) => event.id < before && (kind === null || event.kind === kind));
    return { events: found.slice(0, limit), more: found.length > limit };
  }

  #availability(): Availability {
    if (!this.#hasHistory) return availabilityOf([], this.#now);
    const days = Array.from({ length: 30 }, (_, ago) => ago).filter((ago) => ago % 7 !== 3 && ago % 7 !== 4);
    const hours = days.flatMap((ago) => [
      hourOf(this.#now - ago * day, 'qwen2.5-7b-instruct', ago === 16 ? { failed: 3, refused: 11 } : {}),
      hourOf(
        this.#now - ago * day,
        'gemma-3-4b-it',
        ago === 9 || ago === 26 ? { waitedLong: 4, waitedMs: 300_000 } : {},
      ),
    ]);
    return availabilityOf(hours, this.#now);
  }

  #rates(span: RateSpan): Rates {
    const spanMs = { hour, day, month: 30 * day }[span];
    const until = this.#now;
    const from = until - spanMs;
    const count = 90;
    const points = Array.from({ length: count + 1 }, (_, at) => ({
      at: from + (at / count) * spanMs,
      tokensPerSecond: Math.max(0, 34 + 22 * Math.sin(at / 9) + 7 * Math.sin(at * 2.1)),
    }));
    return { from, until, points: this.#hasHistory ? points : [] };
  }
}

const hourOf = (at: number, model: string, more: Partial<RequestHour>): RequestHour => ({
  hour: Math.floor(at / hour) * hour,
  model,
  whole: 186,
  moved: 1,
  refused: 0,
  failed: 0,
  cancelled: 2,
  waitedLong: 0,
  waitedMs: 61_000,
  promptTokens: 40_000,
  completionTokens: 22_000,
  ...more,
});
