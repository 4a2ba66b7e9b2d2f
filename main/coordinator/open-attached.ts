/** Opens the room of external servers. */
import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '../../common/log.ts';
import { Attached } from '../attached/attached.ts';
import { steadyClock } from '../base/clock.ts';
import { AttachedBook } from '../ledger/attached-book.ts';
import type { Settings } from '../settings/settings.ts';

/** @param opened closes it */
export function openAttached(db: DatabaseSync, settings: Settings, log: Log, opened: AsyncDisposableStack): Attached {
  const { firstByteSeconds, idleSeconds, pollSeconds } = settings.attached;
  const limits = {
    firstByteMs: firstByteSeconds * 1000,
    idleMs: idleSeconds * 1000,
    pollMs: pollSeconds * 1000,
    listMs: 3_000,
  };
  const attached = new Attached({ book: new AttachedBook(db), limits, clock: steadyClock, log });
  opened.defer(() => attached.close());
  return attached;
}
