/**
 * The gate before a listener: who comes from a network that is left out is turned away before anything is read. Plainly with the
 * reason, so that a person sees that nothing is broken; over HTTPS without a word, as words would take a handshake first, which shows
 * this PC's names and addresses.
 */
import type { Server, Socket } from 'node:net';
import { plainAddress } from '../../common/address.ts';
import { problem } from '../../contract/problem.ts';
import { answerBare } from './bare-answer.ts';

interface GateParts {
  readonly serves: (address: string) => boolean;
  readonly encrypted: boolean;
}

/** Of those who are being told why: more are closed at once. */
const mostTold = 64;

export class Gate {
  readonly #parts: GateParts;
  readonly #told = new Set<Socket>();

  constructor(parts: GateParts) {
    this.#parts = parts;
  }

  /** Stands before all that the server does with a connection until now. */
  guard(server: Server): void {
    const inside = server.listeners('connection') as ((this: Server, socket: Socket) => void)[];
    server.removeAllListeners('connection');
    server.on('connection', (socket: Socket) => {
      if (!this.#parts.serves(socket.remoteAddress ?? '')) return this.#turnAway(socket);
      for (const take of inside) take.call(server, socket);
    });
  }

  /** Nobody is told any more. */
  close(): void {
    for (const socket of this.#told) socket.destroy();
  }

  #turnAway(socket: Socket): void {
    if (this.#parts.encrypted || this.#told.size >= mostTold) return void socket.destroy();
    this.#told.add(socket);
    socket.once('close', () => this.#told.delete(socket));
    socket.on('error', () => socket.destroy());
    // Thrown away as it comes: a system that is closed on unread bytes takes the answer back.
    socket.resume();
    const address = plainAddress(socket.remoteAddress ?? '');
    answerBare(
      socket,
      '403 Forbidden',
      problem('network_left_out', `This office does not answer the network of ${address}.`),
    );
  }
}
