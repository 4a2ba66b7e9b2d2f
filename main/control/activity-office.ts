/** The port to what happened in the office, and to how much of what was asked was answered. */
import type {
  ActivityEvent,
  ActivityKind,
  ActivityPage,
  Availability,
  Histories,
  Rates,
  RateSpan,
} from '../../contract/activity.ts';

export interface ActivityOffice {
  /** Newest first. `before`: older than this id. `since`: milliseconds since 1970. */
  page(query: {
    readonly before?: number | undefined;
    readonly limit: number;
    readonly kind?: ActivityKind | undefined;
    readonly since?: number | undefined;
  }): ActivityPage;
  /** Called with each event once it is kept. Returns how to stop listening. */
  onAdd(listener: (event: ActivityEvent) => void): () => void;
  /** A person did something. */
  add(event: Omit<ActivityEvent, 'id' | 'at'>): void;
  availability(): Availability;
  rates(span: RateSpan): Rates;
  /** The last hour of one machine, or of each. */
  histories(machineId?: string): Histories;
}
