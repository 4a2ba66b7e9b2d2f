/** Takes machines out of the office: what runs there drains, the agent forgets the office, and its certificate ends. */
import type { Log } from '../../common/log.ts';
import { refuse } from '../../contract/problem.ts';
import { noSuchMachine } from '../base/no-such-machine.ts';
import { watchFor } from '../base/watch-for.ts';
import type { MachineBook } from '../ledger/machines.ts';
import type { Admissions } from './admissions.ts';
import type { LinkTo } from '../link/link-to.ts';
import type { OfficeMachines } from './office-machines.ts';

interface RemovalsParts {
  readonly book: MachineBook;
  readonly office: OfficeMachines;
  readonly linkTo: LinkTo;
  readonly admissions: Admissions;
  /** The certificate has ended: open tunnels of it are to be closed. */
  readonly onRemoved: () => void;
  readonly log: Log;
  /** How long answers may go on. */
  readonly drainMs?: number;
}

const usualDrainMs = 90_000;

export class Removals {
  readonly #parts: RemovalsParts;
  readonly #closing = new AbortController();

  constructor(parts: RemovalsParts) {
    this.#parts = parts;
    // Begun before a restart: the agent is told at its next visit.
    for (const { id, removing } of parts.book.list()) if (removing) parts.admissions.remove(id);
  }

  /** Begins, and returns at once. @throws ProblemError machine_not_found, machine_is_here */
  remove(id: string): void {
    const { book, office, linkTo, log } = this.#parts;
    const machine = book.find(id) ?? noSuchMachine();
    if (machine.local) refuse('machine_is_here', 'This is the PC that the office itself runs on.');
    if (machine.removing) return;
    if (!linkTo(id)) return this.#end(id);
    book.startRemoving(id);
    office.removing(id);
    log.info({ machineId: id }, 'a machine drains before it is removed');
    void this.#drainAndEnd(id);
  }

  close(): void {
    this.#closing.abort();
  }

  async #drainAndEnd(id: string): Promise<void> {
    const { linkTo, log, drainMs = usualDrainMs } = this.#parts;
    await this.#drained(id, AbortSignal.any([this.#closing.signal, AbortSignal.timeout(drainMs)]));
    if (this.#closing.signal.aborted) return;
    await linkTo(id)
      ?.leave()
      .catch((error: unknown) => log.warn({ err: error, machineId: id }, 'a removed machine was not told'));
    if (!this.#closing.signal.aborted) this.#end(id);
  }

  /** Waits until nothing runs there any more. */
  async #drained(id: string, signal: AbortSignal): Promise<void> {
    const { office, linkTo } = this.#parts;
    const empty = (): boolean => {
      const replicas = office.machine(id)?.replicas ?? [];
      return !linkTo(id) || replicas.every(({ state }) => state === 'gone' || state === 'failed');
    };
    await watchFor(empty, (listener) => office.onChange(listener), signal);
  }

  #end(id: string): void {
    this.#parts.admissions.remove(id);
    this.#parts.onRemoved();
  }
}
