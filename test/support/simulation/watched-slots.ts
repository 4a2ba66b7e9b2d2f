/** The gateway's slots, with a list of who waits and who has one. */
import { Slots, type SlotLease, type SlotWant } from '../../../main/gateway/slots.ts';

export class WatchedSlots extends Slots {
  readonly waits = new Set<SlotWant>();
  readonly leases = new Set<SlotLease>();

  override async *take(want: SlotWant, signal: AbortSignal): ReturnType<Slots['take']> {
    this.waits.add(want);
    try {
      return this.#watch(yield* super.take(want, signal));
    } finally {
      this.waits.delete(want);
    }
  }

  #watch(lease: SlotLease): SlotLease {
    const watched: SlotLease = {
      ...lease,
      next: () => {
        const next = lease.next();
        return next && this.#watch(next);
      },
      release: (outcome) => {
        this.leases.delete(watched);
        lease.release(outcome);
      },
    };
    this.leases.add(watched);
    return watched;
  }
}
