/** How many sockets may be open at once, in all and from one address. */
import type { Socket } from 'node:net';

interface Limits {
  readonly total: number;
  readonly perAddress: number;
}

export class SocketLimit {
  readonly #limits: Limits;
  readonly #open = new Map<string, number>();
  #count = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Counts a socket until it closes. @returns false when there are too many: it is not counted, and not touched. */
  take(socket: Socket): boolean {
    const address = socket.remoteAddress;
    if (address === undefined) return false;
    const own = this.#open.get(address) ?? 0;
    if (this.#count >= this.#limits.total || own >= this.#limits.perAddress) return false;
    this.#count += 1;
    this.#open.set(address, own + 1);
    socket.once('close', () => {
      this.#count -= 1;
      const left = (this.#open.get(address) ?? 1) - 1;
      if (left === 0) this.#open.delete(address);
      else this.#open.set(address, left);
    });
    return true;
  }
}
