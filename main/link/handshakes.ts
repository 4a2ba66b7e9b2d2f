/**
 * The connections that have not finished their handshake, kept few: whoever opens many and says nothing crowds out only
 * his own.
 */
import type { Socket } from 'node:net';

interface HandshakeLimits {
  readonly total?: number;
  readonly perAddress?: number;
}

/** What a connection is known by before and after the handshake. */
type Ends = Pick<Socket, 'remoteAddress' | 'remotePort'>;

export class Handshakes {
  readonly #total: number;
  readonly #perAddress: number;
  /** By address, then by port, the oldest first. */
  readonly #pending = new Map<string, Map<number, Socket>>();
  #count = 0;

  constructor({ total = 256, perAddress = 64 }: HandshakeLimits = {}) {
    this.#total = total;
    this.#perAddress = perAddress;
  }

  /** Takes a new connection. Where there are too many, the oldest of the address that has most is dropped for it. */
  add(socket: Socket): void {
    const { remoteAddress, remotePort } = socket;
    // It is gone already.
    if (remoteAddress === undefined || remotePort === undefined) return void socket.destroy();
    const own = this.#pending.get(remoteAddress) ?? new Map<number, Socket>();
    this.#pending.set(remoteAddress, own.set(remotePort, socket));
    this.#count += 1;
    const ends = { remoteAddress, remotePort };
    socket.once('close', () => this.finished(ends));
    if (own.size > this.#perAddress) this.#dropOldest(own);
    else if (this.#count > this.#total) this.#dropOldest(this.#largest());
  }

  /** Its handshake is over, or it is. */
  finished({ remoteAddress = '', remotePort = 0 }: Ends): void {
    const own = this.#pending.get(remoteAddress);
    if (!own?.delete(remotePort)) return;
    this.#count -= 1;
    if (own.size === 0) this.#pending.delete(remoteAddress);
  }

  close(): void {
    for (const own of this.#pending.values()) for (const socket of own.values()) socket.destroy();
  }

  #dropOldest(own: ReadonlyMap<number, Socket>): void {
    const [oldest] = own.values();
    if (!oldest) return;
    const { remoteAddress, remotePort } = oldest;
    this.finished({ remoteAddress, remotePort });
    oldest.destroy();
  }

  #largest(): ReadonlyMap<number, Socket> {
    let largest: ReadonlyMap<number, Socket> = new Map();
    for (const own of this.#pending.values()) if (own.size > largest.size) largest = own;
    return largest;
  }
}
