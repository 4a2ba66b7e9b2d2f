/** Opens what wakes sleeping machines, and says in the activity what the office did by itself. */
import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '../../common/log.ts';
import { eventOf } from '../activity/event-base.ts';
import { systemClock } from '../base/clock.ts';
import { isInHours } from '../base/hours.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Traffic } from '../inventory/traffic.ts';
import type { MachineUse } from '../ledger/machine-use.ts';
import { WakeBook } from '../ledger/wake-book.ts';
import type { PlacementLoop } from '../placement/placement-loop.ts';
import { sendMagicPackets } from '../wake/send-magic-packets.ts';
import { Waker } from '../wake/waker.ts';
import type { LiveActivity } from './live-activity.ts';

interface WakerParts {
  readonly db: DatabaseSync;
  readonly inventory: Inventory;
  readonly use: MachineUse;
  readonly placement: PlacementLoop;
  readonly activity: LiveActivity;
  readonly traffic: Traffic;
  readonly log: Log;
  /** Closes what is opened here. */
  readonly opened: AsyncDisposableStack;
}

export function openWaker({ db, inventory, use, placement, activity, traffic, log, opened }: WakerParts): Waker {
  const waker = new Waker({
    inventory,
    use,
    book: new WakeBook(db),
    placement,
    waitingFor: (model) => traffic.of(model).waiting,
    mayServe: (id) => !use.of(id).paused && isInHours(use.of(id).hours, new Date()),
    send: sendMagicPackets,
    onCalled: ({ id, name }, reason) =>
      activity.add(
        eventOf({
          kind: 'machine',
          what: 'called',
          tone: 'plain',
          subject: name,
          sentence: `A wake-up call was sent to ${name}`,
          reason,
          detail: { machineId: id },
        }),
      ),
    onGivenUp: ({ id, name }) =>
      activity.add(
        eventOf({
          kind: 'machine',
          what: 'not woken',
          tone: 'attention',
          subject: name,
          sentence: `${name} did not wake`,
          reason:
            'It was called three times. Allow Wake-on-LAN in its firmware and its system, or switch it on by hand.',
          detail: { machineId: id },
        }),
      ),
    clock: systemClock,
    log,
  });
  opened.defer(() => waker.close());
  return waker;
}
