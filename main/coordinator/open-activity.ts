/** Opens what keeps the office's activity: events, requests by how they ended, and the figures for Prometheus. */
import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '../../common/log.ts';
import { version } from '../../common/version.ts';
import { eventOf } from '../activity/event-base.ts';
import { Metrics } from '../activity/metrics.ts';
import { Recorder, type RecorderParts } from '../activity/recorder.ts';
import { systemClock } from '../base/clock.ts';
import type { RequestEnd, RequestLog } from '../gateway/request-log.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { ActivityBook } from '../ledger/activity-book.ts';
import { RequestHours } from '../ledger/request-hours.ts';
import { TokenRates } from '../ledger/token-rates.ts';
import { LiveActivity } from './live-activity.ts';

interface OpenActivityParts {
  readonly db: DatabaseSync;
  readonly inventory: Inventory;
  readonly waiting: () => number;
  readonly log: Log;
  readonly opened: AsyncDisposableStack;
}

interface OpenActivity {
  readonly requests: RequestLog;
  readonly metrics: Metrics;
  readonly office: LiveActivity;
  /** Begins to listen: say it when the rooms know what was there before. */
  readonly record: (rooms: Omit<RecorderParts, 'book' | 'clock'>) => void;
}

/** A request that waited so long for a place is shown as one that waited long. */
const longWaitMs = 60_000;

export function openActivity({ db, inventory, waiting, log, opened }: OpenActivityParts): OpenActivity {
  const book = new ActivityBook(db, log);
  opened.defer(() => book.close());
  const hours = new RequestHours(db, log);
  opened.defer(() => hours.close());
  const rates = new TokenRates(db, log);
  opened.defer(() => rates.close());
  const metrics = new Metrics({ machines: () => inventory.machines(), waiting, version });
  const office = new LiveActivity({ book, hours, rates, inventory, clock: systemClock });
  opened.defer(() => office.close());
  let recorder: Recorder | null = null;
  const ended = (end: RequestEnd): void => {
    noteHour(hours, end);
    metrics.ended(end);
    recorder?.ended(end);
  };
  const record: OpenActivity['record'] = (rooms) => {
    const made = new Recorder({ ...rooms, book, clock: systemClock });
    recorder = made;
    opened.defer(() => made.close());
    const said = { kind: 'machine', tone: 'plain', what: 'started', subject: 'office' } as const;
    book.add(eventOf({ ...said, sentence: 'The office was started', detail: { version } }));
  };
  return { requests: { ended }, metrics, office, record };
}

function noteHour(hours: RequestHours, { model, outcome, waitedMs, promptTokens, completionTokens }: RequestEnd): void {
  // What was asked wrongly says nothing of the office.
  if (outcome === 'invalid') return;
  const none = { whole: 0, moved: 0, refused: 0, failed: 0, cancelled: 0 };
  const waitedLong = waitedMs > longWaitMs ? 1 : 0;
  hours.note({ ...none, [outcome]: 1, model, waitedLong, waitedMs, promptTokens, completionTokens });
}
