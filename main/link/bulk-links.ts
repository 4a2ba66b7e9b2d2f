/** The bulk sockets: opened by agents when they are asked to, one for each machine. */
import type { TLSSocket } from 'node:tls';
import { refuse } from '../../contract/problem.ts';
import { unlessAborted } from '../../common/unless-aborted.ts';
import { BulkLink } from './bulk-link.ts';

interface BulkWish {
  readonly machineId: string;
  /** Asks the agent for a socket, over its tunnel. */
  readonly ask: () => Promise<void>;
  readonly signal: AbortSignal;
}

/** A socket that is on its way, and how many calls wait for it. */
interface Awaited extends PromiseWithResolvers<BulkLink> {
  waiting: number;
}

interface BulkOptions {
  /** How long a socket may stay open that nobody uses. */
  readonly idleMs?: number;
}

const usualIdleMs = 60_000;

export class BulkLinks {
  readonly #idleMs: number;
  readonly #open = new Map<string, BulkLink>();
  readonly #awaited = new Map<string, Awaited>();

  constructor({ idleMs = usualIdleMs }: BulkOptions = {}) {
    this.#idleMs = idleMs;
  }

  /** The bulk link to a machine. @throws ProblemError machine_lost when its agent opens none; what `ask` throws */
  async to({ machineId, ask, signal }: BulkWish): Promise<BulkLink> {
    const known = this.#inUse(machineId);
    if (known) return known;
    const awaited = this.#awaited.get(machineId) ?? { ...Promise.withResolvers<BulkLink>(), waiting: 0 };
    awaited.waiting += 1;
    this.#awaited.set(machineId, awaited);
    try {
      await ask();
      return await unlessAborted(awaited.promise, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      return refuse('machine_lost', 'The machine opened no connection for files.');
    } finally {
      awaited.waiting -= 1;
      if (awaited.waiting === 0 && this.#awaited.get(machineId) === awaited) this.#awaited.delete(machineId);
    }
  }

  /** Takes a socket that a machine has just opened; one that nobody waits for is closed. */
  take(machineId: string, socket: TLSSocket): void {
    const awaited = this.#awaited.get(machineId);
    if (!awaited || this.#inUse(machineId)) return void socket.destroy();
    const link = new BulkLink(socket, this.#idleMs);
    this.#open.set(machineId, link);
    void link.closed.then(() => this.#open.get(machineId) === link && this.#open.delete(machineId));
    this.#awaited.delete(machineId);
    awaited.resolve(link);
  }

  /** One that has ended may be kept by its last streams from ever saying so: it must not stand in the way of a new one. */
  #inUse(machineId: string): BulkLink | null {
    const link = this.#open.get(machineId) ?? null;
    if (!link?.ended) return link;
    this.#open.delete(machineId);
    link.close();
    return null;
  }

  /** Closes that of one machine, or all. */
  close(machineId?: string): void {
    for (const [id, link] of this.#open) if (machineId === undefined || id === machineId) link.close();
  }
}
