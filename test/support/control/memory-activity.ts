/** The port to the office's activity, in memory. */
import type {
  ActivityEvent,
  ActivityPage,
  Availability,
  Histories,
  Rates,
  RateSpan,
} from '../../../contract/activity.ts';
import { availabilityOf } from '../../../main/activity/availability.ts';
import { Listeners } from '../../../main/base/listeners.ts';
import type { ActivityOffice } from '../../../main/control/activity-office.ts';

export class MemoryActivity implements ActivityOffice {
  readonly events: ActivityEvent[] = [];
  readonly #added = new Listeners<[event: ActivityEvent]>();

  page({ before = Infinity, limit, kind, since = 0 }: Parameters<ActivityOffice['page']>[0]): ActivityPage {
    const found = this.events
      .filter((event) => event.id < before && event.at >= since && (kind === undefined || event.kind === kind))
      .toReversed();
    return { events: found.slice(0, limit), more: found.length > limit };
  }

  onAdd(listener: (event: ActivityEvent) => void): () => void {
    return this.#added.add(listener);
  }

  add(event: Omit<ActivityEvent, 'id' | 'at'>): void {
    const kept = { ...event, id: this.events.length + 1, at: Date.now() };
    this.events.push(kept);
    this.#added.call(kept);
  }

  availability(): Availability {
    return availabilityOf([], Date.now());
  }

  rates(span: RateSpan): Rates {
    return { from: 0, until: span === 'hour' ? 3_600_000 : 86_400_000, points: [] };
  }

  histories(): Histories {
    return { from: 0, until: 3_600_000, machines: [] };
  }
}
