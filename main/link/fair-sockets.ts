/** Strangers' connections, kept few: whoever opens many crowds out his own, and nobody else. */
import type { Socket } from 'node:net';

interface FairSocketsOptions {
  readonly total: number;
  readonly perAddress: number;
  /** Told of each that is dropped for a newer one. */
  readonly onDrop?: (socket: Socket) => void;
}

/** What a connection is known by, before and after its handshake. */
type Ends = Pick<Socket, 'remoteAddress' | 'remotePort'>;

export class FairSockets {
  readonly #options: FairSocketsOptions;
  /** By address, then by port, the oldest first. */
  readonly #open = new Map<string, Map<number, Socket>>();
  #count = 0;

  constructor(options: FairSocketsOptions) {
    this.#options = options;
  }

  /** Takes a new connection. Where there are too many, the oldest of the address that has most is dropped for it. */
  add(socket: Socket): void {
    const { remoteAddress, remotePort } = socket;
    const { total, perAddress } = this.#options;
    // It is gone already.
    if (remoteAddress === undefined || remotePort === undefined) return void socket.destroy();
    const own = this.#open.get(remoteAddress) ?? new Map<number, Socket>();
    this.#open.set(remoteAddress, own.set(remotePort, socket));
    this.#count += 1;
    const ends = { remoteAddress, remotePort };
    socket.once('close', () => this.release(ends));
    if (own.size > perAddress) this.#dropOldest(own);
    else if (this.#count > total) this.#dropOldest(this.#largest());
  }

  /** It is none of a stranger any more, or it is closed. */
  release({ remoteAddress = '', remotePort = 0 }: Ends): void {
    const own = this.#open.get(remoteAddress);
    if (!own?.delete(remotePort)) return;
    this.#count -= 1;
    if (own.size === 0) this.#open.delete(remoteAddress);
  }

  close(): void {
    for (const own of this.#open.values()) for (const socket of own.values()) socket.destroy();
  }

  #dropOldest(own: ReadonlyMap<number, Socket>): void {
    const [oldest] = own.values();
    if (!oldest) return;
    const { remoteAddress, remotePort } = oldest;
    this.release({ remoteAddress, remotePort });
    this.#options.onDrop?.(oldest);
    oldest.destroy();
  }

  #largest(): ReadonlyMap<number, Socket> {
    let largest: ReadonlyMap<number, Socket> = new Map();
    for (const own of this.#open.values()) if (own.size > largest.size) largest = own;
    return largest;
  }
}
