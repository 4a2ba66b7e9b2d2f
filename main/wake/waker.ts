/** Wakes sleeping machines: when an admin says so, and those that may be woken when the office needs them. */
import type { WakeAddress } from '../../contract/hardware.ts';
import type { Plan, Snapshot } from '../../contract/plan.ts';
import { refuse } from '../../contract/problem.ts';
import type { Log } from '../../common/log.ts';
import type { Clock } from '../base/clock.ts';
import { noSuchMachine } from '../base/no-such-machine.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { MachineFacts } from '../inventory/machine-facts.ts';
import type { MachineUse } from '../ledger/machine-use.ts';
import type { WakeBook } from '../ledger/wake-book.ts';
import { WakeTries } from './wake-tries.ts';
import { wouldHelp, type Needed } from './would-help.ts';

interface WakerParts {
  readonly inventory: Pick<Inventory, 'machines' | 'machine' | 'onChange'>;
  readonly use: Pick<MachineUse, 'of'>;
  readonly book: WakeBook;
  readonly placement: { readonly plan: Plan; snapshot(): Snapshot };
  /** Requests that wait for a model. */
  readonly waitingFor: (model: string) => number;
  /** No admin paused it, and it is within its hours. */
  readonly mayServe: (machineId: string) => boolean;
  readonly send: (addresses: readonly WakeAddress[]) => Promise<void>;
  /** The office called a machine by itself. */
  readonly onCalled: (machine: MachineFacts, reason: string) => void;
  /** A machine did not come, however often it was called. */
  readonly onGivenUp: (machine: MachineFacts) => void;
  readonly clock: Clock;
  readonly log: Log;
}

const lookEveryMs = 5_000;
/** A request that waits for a moment needs no other PC. */
const waitsLongMs = 20_000;

export class Waker {
  readonly #parts: WakerParts;
  readonly #tries = new WakeTries();
  readonly #kept = new Map<string, readonly WakeAddress[]>();
  readonly #stop: () => void;
  readonly #timer: NodeJS.Timeout;
  /** Since when requests wait, by model. */
  readonly #waitingSince = new Map<string, number>();

  constructor(parts: WakerParts) {
    this.#parts = parts;
    this.#stop = parts.inventory.onChange(() => this.#keepAddresses());
    this.#timer = setInterval(() => this.look(), lookEveryMs).unref();
  }

  /** Where it would hear a call is known. */
  canWake(machineId: string): boolean {
    return this.#parts.inventory.machine(machineId)?.local === false && this.#parts.book.of(machineId).length > 0;
  }

  /** Calls a machine now. @throws ProblemError machine_not_found, wake_impossible, wake_failed */
  async wake(machineId: string): Promise<void> {
    const machine = this.#parts.inventory.machine(machineId) ?? noSuchMachine();
    const { name } = machine;
    if (!isAway(machine)) refuse('wake_impossible', `${name} is connected: it is awake.`, { action: 'Use it.' });
    if (!this.canWake(machineId)) refuse('wake_impossible', `No network card of ${name} is known.`);
    await this.#call(machine);
  }

  /** Calls a machine that is needed, if there is one. */
  look(): void {
    const { inventory, placement, clock, onCalled, onGivenUp, log } = this.#parts;
    const now = clock.now();
    const sleeping = inventory
      .machines()
      .filter((machine) => isAway(machine) && !machine.removing && this.#mayBeCalled(machine.id))
      .map(({ id }) => id);
    const needed = sleeping.length === 0 ? [] : this.#needed(placement.snapshot(), new Set(sleeping), now);
    const next = this.#tries.next(needed, now);
    const machine = next && inventory.machine(next.machineId);
    if (machine) {
      onCalled(machine, next.reason);
      this.#call(machine).catch((error: unknown) =>
        log.warn({ err: error, machine: machine.name }, 'no call was sent'),
      );
    }
    for (const id of this.#tries.newlyGivenUp(now)) {
      const silent = inventory.machine(id);
      if (silent) onGivenUp(silent);
    }
  }

  close(): void {
    this.#stop();
    clearInterval(this.#timer);
  }

  #needed(snapshot: Snapshot, sleeping: ReadonlySet<string>, now: number): Needed[] {
    const { placement, waitingFor } = this.#parts;
    const models = snapshot.deployments.map(({ model }) => model).filter((model) => waitingFor(model) > 0);
    for (const model of this.#waitingSince.keys()) if (!models.includes(model)) this.#waitingSince.delete(model);
    for (const model of models) if (!this.#waitingSince.has(model)) this.#waitingSince.set(model, now);
    const long = [...this.#waitingSince].filter(([, since]) => now - since >= waitsLongMs);
    return wouldHelp(snapshot, placement.plan, sleeping, new Set(long.map(([model]) => model)));
  }

  #mayBeCalled(machineId: string): boolean {
    const { use, mayServe } = this.#parts;
    return use.of(machineId).wakeWhenNeeded && mayServe(machineId) && this.canWake(machineId);
  }

  async #call({ id, name }: MachineFacts): Promise<void> {
    const { book, send, log } = this.#parts;
    log.info({ machine: name }, 'a wake-up call is sent');
    try {
      await send(book.of(id));
    } catch (error) {
      refuse('wake_failed', `The wake-up call for ${name} could not be sent: ${String(error)}`);
    }
  }

  #keepAddresses(): void {
    for (const { id, wake } of this.#parts.inventory.machines()) {
      if (wake.length === 0 || this.#kept.get(id) === wake) continue;
      this.#kept.set(id, wake);
      this.#parts.book.keep(id, wake);
    }
  }
}

const isAway = ({ state }: MachineFacts): boolean => state === 'lost' || state === 'joining';
