/** An answer on a bare socket, to what never becomes a request. */
import type { Socket } from 'node:net';
import type { Problem } from '../../contract/errors.ts';

/** How long a client has to read why it is cut off. */
const lingerMs = 1_000;

/** @param status with its words: "403 Forbidden" */
export function answerBare(socket: Socket, status: string, problem: Problem): void {
  const body = JSON.stringify({ error: problem });
  socket.end(
    `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  setTimeout(() => socket.destroy(), lingerMs).unref();
}
