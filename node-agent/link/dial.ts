/** One socket to the coordinator, or the reason why there is none. */
import { timingSafeEqual } from 'node:crypto';
import { connect, type TLSSocket } from 'node:tls';
import { fingerprintOf } from '../../common/fingerprint.ts';
import { talkProtocol } from '../../contract/agent-api.ts';
import { ProblemError, problem } from '../../contract/problem.ts';
import type { Enrolment } from './enrolment.ts';
import type { Identity } from './identity.ts';

const handshakeTimeoutMs = 5_000;

/**
 * Opens the socket to the coordinator: TLS 1.3, our certificate shown, theirs compared with the pin before a byte of ours is sent.
 * @throws ProblemError tunnel_refused when somebody else answers, version_mismatch when no protocol is in common;
 *   the socket's own error when nobody answers
 */
export async function dial(enrolment: Enrolment, identity: Identity, signal: AbortSignal): Promise<TLSSocket> {
  signal.throwIfAborted();
  const socket = connect({
    host: enrolment.address,
    port: enrolment.port,
    key: identity.key,
    cert: identity.certificate,
    minVersion: 'TLSv1.3',
    ALPNProtocols: [talkProtocol],
    // No authority vouches for an office's own certificate: the pin does.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  });
  const ready = Promise.withResolvers<void>();
  const giveUp = (): void => ready.reject(signal.reason);
  signal.addEventListener('abort', giveUp, { once: true });
  socket.setTimeout(handshakeTimeoutMs, () => ready.reject(new Error('the coordinator did not answer in time')));
  socket.once('error', (error) => ready.reject(named(error)));
  socket.once('close', () => ready.reject(new Error('the coordinator closed the connection')));
  socket.once('secureConnect', () => ready.resolve());
  try {
    await ready.promise;
    checkPin(socket, enrolment.pin);
    if (socket.alpnProtocol !== talkProtocol) throw mismatch();
  } catch (error) {
    // Errors that follow a destroy are of no interest.
    socket.on('error', () => {}).destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', giveUp);
    socket.setTimeout(0);
  }
  return socket.setNoDelay(true);
}

function checkPin(socket: TLSSocket, pin: string): void {
  const shown = fingerprintOf(socket.getPeerCertificate().raw);
  if (timingSafeEqual(Buffer.from(shown, 'hex'), Buffer.from(pin, 'hex'))) return;
  throw new ProblemError(
    problem(
      'tunnel_refused',
      'Another certificate answers at the coordinator’s address than the one this machine was added with.',
    ),
  );
}

const mismatch = (): ProblemError =>
  new ProblemError(problem('version_mismatch', `The coordinator does not speak ${talkProtocol}.`));

const named = (error: NodeJS.ErrnoException): Error =>
  error.code === 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL' ? mismatch() : error;
