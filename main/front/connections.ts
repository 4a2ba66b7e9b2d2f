/** The connections of one listener: how many there are from where, and what each does. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { plainAddress } from '../../common/address.ts';
import type { Problem } from '../../contract/errors.ts';
import { problem } from '../../contract/problem.ts';
import type { ListenerLimits } from './listener-limits.ts';

type ConnectionLimits = Pick<ListenerLimits, 'total' | 'perAddress' | 'isFree'>;

/** A client that was told that there are too many shall not come back at once. */
const retryAfter = 5;

export class Connections {
  readonly #limits: ConnectionLimits;
  readonly #perAddress = new Map<string, number>();
  #total = 0;
  readonly #open = new Set<Socket>();
  /** Connections over the limit by their far end, and how that is said. */
  readonly #over = new Map<string, Problem>();
  /** Answers that are being written. */
  readonly #answers = new WeakMap<Socket, number>();

  constructor(limits: ConnectionLimits) {
    this.#limits = limits;
  }

  /**
   * Counts a connection until it closes, or closes it at once when there are far too many.
   * @param socket the bare one, under TLS too: it is counted as it comes, its handshake done or not
   */
  take(socket: Socket): void {
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
    const address = plainAddress(socket.remoteAddress ?? '');
    const { total, perAddress, isFree } = this.#limits;
    if (isFree(address)) return;
    const own = (this.#perAddress.get(address) ?? 0) + 1;
    if (this.#total >= 2 * total || own > 2 * perAddress) {
      socket.destroy();
      return;
    }
    const end = farEnd(socket);
    this.#total += 1;
    this.#perAddress.set(address, own);
    socket.once('close', () => {
      this.#over.delete(end);
      this.#leave(address);
    });
    if (own > perAddress) this.#over.set(end, tooMany(`${address} has ${perAddress} connections already.`));
    else if (this.#total > total) this.#over.set(end, tooMany(`The office has ${total} connections already.`));
  }

  /** Closes those whose address is so. */
  cutOff(isSo: (address: string) => boolean): void {
    for (const socket of this.#open) if (isSo(socket.remoteAddress ?? '')) socket.destroy();
  }

  /** Why a request on this connection is refused; null: it is not. */
  refusalOf(socket: Socket): Problem | null {
    return this.#over.size === 0 ? null : (this.#over.get(farEnd(socket)) ?? null);
  }

  /** Counts an answer until it is over. */
  begin({ socket }: IncomingMessage, response: ServerResponse): void {
    this.#answers.set(socket, (this.#answers.get(socket) ?? 0) + 1);
    response.once('close', () => this.#answers.set(socket, (this.#answers.get(socket) ?? 1) - 1));
  }

  /** Whether a connection that has been still for too long is to be closed: one that owes us its reading, or its next request. */
  isIdle(socket: Socket): boolean {
    const answers = (this.#answers.get(socket) ?? 0) > 0;
    return !answers || socket.writableLength > 0;
  }

  #leave(address: string): void {
    this.#total -= 1;
    const left = (this.#perAddress.get(address) ?? 1) - 1;
    if (left > 0) this.#perAddress.set(address, left);
    else this.#perAddress.delete(address);
  }
}

/** A socket and the one that TLS makes over it have it in common, and nothing else that is public. */
const farEnd = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;

const tooMany = (sentence: string): Problem => problem('too_many_connections', sentence, { retryAfter });
