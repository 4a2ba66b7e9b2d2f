/** A TCP connection to another PC's SSH, and in plain words why there is none. */
import { connect, type Socket } from 'node:net';
import { problem, ProblemError } from '../../../contract/problem.ts';

export interface SshPlace {
  /** Host name or address. */
  readonly address: string;
  readonly port: number;
}

/** @throws ProblemError host_unreachable; the signal's reason when it is aborted. */
export function dialSsh({ address, port }: SshPlace, withinMs: number, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted();
  // An IPv6 address may stand in brackets, as in a link.
  const socket = connect({ host: address.replace(/^\[(.*)\]$/, '$1'), port, noDelay: true });
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => settle({ code: 'ETIMEDOUT' }), withinMs);
    const aborted = (): void => settle(null);
    const settle = (error: unknown): void => {
      clearTimeout(late);
      signal.removeEventListener('abort', aborted);
      socket.destroy();
      const why = () => sentenceOf(codeOf(error), { address, port }, withinMs);
      reject(signal.aborted ? signal.reason : new ProblemError(problem('host_unreachable', why())));
    };
    signal.addEventListener('abort', aborted, { once: true });
    // Stays for good: a socket that breaks later must not end the process before SSH listens to it.
    socket.on('error', settle);
    socket.once('connect', () => {
      clearTimeout(late);
      signal.removeEventListener('abort', aborted);
      resolve(socket);
    });
  });
}

function sentenceOf(code: string, { address, port }: SshPlace, withinMs: number): string {
  switch (code) {
    case 'ECONNREFUSED':
      return `${address} is there, but nothing answers on its port ${port}: SSH is off, or uses another port.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `No PC named “${address}” is known in this network.`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
      return `No way leads from here to ${address}: it is off, or in another network.`;
    case 'ETIMEDOUT':
      return `${address} did not answer on port ${port} within ${Math.round(withinMs / 1_000)} s: it is off, or a firewall stands in between.`;
    default:
      return `${address} cannot be reached on port ${port} (${code}).`;
  }
}

/** Of several addresses of one name the last failure counts. */
function codeOf(error: unknown): string {
  const last = error instanceof AggregateError ? (error.errors.at(-1) as unknown) : error;
  const code = last !== null && typeof last === 'object' && 'code' in last ? last.code : undefined;
  return typeof code === 'string' ? code : 'unknown reason';
}
