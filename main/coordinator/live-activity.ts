/** What happened, and how much was answered, as the window's API shows it. It also samples how fast the office writes. */
import type { ActivityEvent, ActivityPage, Availability, Histories, Rates, RateSpan } from '../../contract/activity.ts';
import { availabilityOf, availabilitySince } from '../activity/availability.ts';
import { MachineHistories } from '../activity/machine-history.ts';
import type { Clock } from '../base/clock.ts';
import type { ActivityOffice } from '../control/activity-office.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { ActivityBook, ActivityQuery, NewEvent } from '../ledger/activity-book.ts';
import type { RequestHours } from '../ledger/request-hours.ts';
import type { TokenRates } from '../ledger/token-rates.ts';

interface LiveActivityParts {
  readonly book: ActivityBook;
  readonly hours: RequestHours;
  readonly rates: TokenRates;
  readonly inventory: Pick<Inventory, 'machines'>;
  readonly clock: Clock;
}

const sampleEveryMs = 5_000;
const minuteMs = 60_000;
/** How long each span is, and over what its points are means: 30 to 180 points. */
const spans: Readonly<Record<RateSpan, readonly [spanMs: number, stepMs: number]>> = {
  hour: [60 * minuteMs, 2 * minuteMs],
  day: [24 * 60 * minuteMs, 10 * minuteMs],
  month: [30 * 24 * 60 * minuteMs, 4 * 60 * minuteMs],
};

export class LiveActivity implements ActivityOffice {
  readonly #parts: LiveActivityParts;
  readonly #timer: NodeJS.Timeout;
  readonly #histories = new MachineHistories();

  constructor(parts: LiveActivityParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => this.#sample(), sampleEveryMs).unref();
  }

  page(query: ActivityQuery): ActivityPage {
    return this.#parts.book.page(query);
  }

  onAdd(listener: (event: ActivityEvent) => void): () => void {
    return this.#parts.book.onAdd(listener);
  }

  add(event: NewEvent): void {
    this.#parts.book.add(event);
  }

  availability(): Availability {
    const now = this.#parts.clock.now();
    return availabilityOf(this.#parts.hours.since(availabilitySince(now)), now);
  }

  rates(span: RateSpan): Rates {
    this.#sample();
    const [spanMs, stepMs] = spans[span];
    return this.#parts.rates.read(spanMs, stepMs);
  }

  histories(machineId?: string): Histories {
    const until = this.#parts.clock.now();
    return { from: until - spans.hour[0], until, machines: this.#histories.read(until, machineId) };
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #sample(): void {
    const machines = this.#parts.inventory.machines();
    const replicas = machines.flatMap((machine) => machine.replicas);
    this.#histories.sample(machines, this.#parts.clock.now());
    this.#parts.rates.sample(replicas.reduce((sum, { tokensPerSecond }) => sum + tokensPerSecond, 0));
  }
}
