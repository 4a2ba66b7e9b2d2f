/** The sleep of the coordinator's own PC, as the desktop tells it. */
import type { Tunnels } from './tunnels.ts';
import type { UseWhileAsleep } from './use-while-asleep.ts';

interface SleepParts {
  readonly machines: () => readonly { readonly id: string; readonly local: boolean }[];
  readonly use: Pick<UseWhileAsleep, 'setLeaving'>;
  readonly tunnels: Pick<Tunnels, 'recheck'>;
  /** The others hear at once that this PC is there. */
  readonly refreshDiscovery: () => void;
}

/** A PC that is awake for so long never slept, or did not say that it woke up. */
const longestWaitMs = 60_000;

export class OwnSleep {
  readonly #parts: SleepParts;
  readonly #leaving = new Set<string>();
  #timer: NodeJS.Timeout | null = null;

  constructor(parts: SleepParts) {
    this.#parts = parts;
  }

  /** Its models leave the cards, whose memory few drivers keep over a sleep; answers go on elsewhere as far as there is time. */
  sleep(): void {
    const { machines, use } = this.#parts;
    for (const { id, local } of machines()) {
      if (!local) continue;
      this.#leaving.add(id);
      use.setLeaving(id, true);
    }
    this.close();
    this.#timer = setTimeout(() => this.wake(), longestWaitMs).unref();
  }

  /** Its cards are used again; tunnels that died meanwhile are opened anew at once. */
  wake(): void {
    this.close();
    for (const id of this.#leaving) this.#parts.use.setLeaving(id, false);
    this.#leaving.clear();
    void this.#parts.tunnels.recheck();
    this.#parts.refreshDiscovery();
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
