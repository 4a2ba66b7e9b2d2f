/** One socket to the coordinator, or the reason why there is none. */
import { timingSafeEqual } from 'node:crypto';
import { connect, type TLSSocket } from 'node:tls';
import { fingerprintOf } from '../../common/fingerprint.ts';
import { unlessAborted } from '../../common/unless-aborted.ts';
import { talkProtocol } from '../../contract/agent-api.ts';
import { ProblemError, problem } from '../../contract/problem.ts';
import type { HostAndPort } from './dial-address.ts';
import type { Identity } from './identity.ts';

export interface DialTarget extends HostAndPort {
  /** sha256 of the coordinator's certificate, hex. Null only where a person compares codes afterwards. */
  readonly pin: string | null;
}

const handshakeTimeoutMs = 5_000;

/**
 * Opens a socket to the coordinator: TLS 1.3, our certificate shown, theirs compared with the pin before a byte of ours is sent.
 * @param protocol the door: talk, bulk or join
 * @throws ProblemError tunnel_refused when somebody else answers, version_mismatch when no protocol is in common;
 *   the socket's own error when nobody answers
 */
export async function dial(
  target: DialTarget,
  identity: Identity,
  signal: AbortSignal,
  protocol: string = talkProtocol,
): Promise<TLSSocket> {
  signal.throwIfAborted();
  const socket = connect({
    host: target.address,
    port: target.port,
    key: identity.key,
    cert: identity.certificate,
    minVersion: 'TLSv1.3',
    ALPNProtocols: [protocol],
    // No authority vouches for an office's own certificate: the pin does.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  });
  const ready = Promise.withResolvers<void>();
  socket.setTimeout(handshakeTimeoutMs, () => ready.reject(new Error('the coordinator did not answer in time')));
  socket.once('error', (error) => ready.reject(named(error, protocol)));
  socket.once('close', () => ready.reject(new Error('the coordinator closed the connection')));
  socket.once('secureConnect', () => ready.resolve());
  try {
    await unlessAborted(ready.promise, signal);
    if (target.pin !== null) checkPin(socket, target.pin);
    if (socket.alpnProtocol !== protocol) throw mismatch(protocol);
  } catch (error) {
    // Errors that follow a destroy are of no interest.
    socket.on('error', () => {}).destroy();
    throw error;
  } finally {
    socket.setTimeout(0);
  }
  return socket.setNoDelay(true);
}

/** sha256 of the certificate that the coordinator shows, hex. */
export const shownPin = (socket: TLSSocket): string => fingerprintOf(socket.getPeerCertificate().raw);

function checkPin(socket: TLSSocket, pin: string): void {
  if (timingSafeEqual(Buffer.from(shownPin(socket), 'hex'), Buffer.from(pin, 'hex'))) return;
  throw new ProblemError(
    problem(
      'tunnel_refused',
      'Another certificate answers at the coordinator’s address than the one this machine was added with.',
    ),
  );
}

const mismatch = (protocol: string): ProblemError =>
  new ProblemError(problem('version_mismatch', `The coordinator does not speak ${protocol}.`));

const named = (error: NodeJS.ErrnoException, protocol: string): Error =>
  error.code === 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL' ? mismatch(protocol) : error;
