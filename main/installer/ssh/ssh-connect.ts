/** A connection to another PC's SSH, up to where its host key is known or its user is let in. */
import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import ssh2 from 'ssh2';
import type { Client } from 'ssh2';
import { problem, ProblemError } from '../../../contract/problem.ts';
import { dialSsh, type SshPlace } from './ssh-socket.ts';
import type { SshLogin } from './ssh-login.ts';

/** The fingerprint as `ssh-keygen -l` shows it: "SHA256:p9Xq4…". */
export interface SshHostKey {
  readonly fingerprint: string;
  /** As `ssh-keygen -l` calls it: ED25519, ECDSA, RSA. */
  readonly algorithm: string;
}

interface ConnectOptions extends SshPlace {
  /** Sent only after the host key was accepted. */
  readonly user: string;
  /** Asked before anything is sent that says who comes; false ends the connection. */
  readonly accepts: (key: SshHostKey) => boolean;
  /** Called when the other side has proven that it holds the accepted key, before anybody shows who they are. */
  readonly onProven?: () => void;
  readonly login: SshLogin;
}

export interface SshConnection {
  readonly client: Client;
  /** What it says of itself: "SSH-2.0-OpenSSH_9.2p1 Debian-2". */
  readonly software: string;
  /** Where the socket leads. */
  readonly remoteAddress: string;
}

const dialMs = 10_000;
/** Key exchange and login; some hosts wait for seconds before they refuse. */
const loginMs = 30_000;
const aliveEveryMs = 5_000;

/**
 * @throws ProblemError host_unreachable, host_key_changed when `accepts` said no, login_refused; the signal's reason when it
 * is aborted
 */
export async function connectSsh(options: ConnectOptions, signal: AbortSignal): Promise<SshConnection> {
  const { address, port, user, login } = options;
  const socket = await dialSsh(options, dialMs, signal);
  const client = new ssh2.Client();
  const heard = hearFirstLine(socket);
  let stage: 'greeting' | 'key refused' | 'key seen' | 'proven' = 'greeting';
  // A connection that breaks later says so by its close alone; without a listener an error would end the process.
  client.on('error', () => undefined);
  try {
    await new Promise<void>((resolve, reject) => {
      const aborted = (): void => reject(signal.reason);
      signal.addEventListener('abort', aborted, { once: true });
      const end = (settle: () => void) => (): void => {
        signal.removeEventListener('abort', aborted);
        settle();
      };
      client.once('ready', end(resolve));
      client.once(
        'close',
        end(() => reject(new Error('The connection was closed.'))),
      );
      client.on('error', (error: Error & { level?: string }) => {
        // An SSH agent that fails is one way less: the next one is tried.
        if (error.level !== 'agent') end(() => reject(error))();
      });
      client.once('handshake', () => {
        stage = 'proven';
        options.onProven?.();
      });
      client.connect({
        sock: socket,
        username: user,
        readyTimeout: loginMs,
        keepaliveInterval: aliveEveryMs,
        hostVerifier: (key: Buffer) => {
          const accepted = options.accepts(hostKeyOf(key));
          if (stage !== 'proven') stage = accepted ? 'key seen' : 'key refused';
          return accepted;
        },
        authHandler: login.handler,
      });
    });
  } catch (error) {
    client.destroy();
    socket.destroy();
    if (signal.aborted) throw signal.reason;
    throw why(error);
  }
  return { client, software: heard(), remoteAddress: socket.remoteAddress ?? address };

  function why(error: unknown): ProblemError {
    if (stage === 'key refused') {
      return refusal('host_key_changed', `${address} shows another host key than the one that was compared.`);
    }
    if (stage === 'proven') {
      return saidNo(error)
        ? refusal('login_refused', login.refusal())
        : refusal('host_unreachable', `The connection to ${address} broke before the user was let in.`);
    }
    return heard().startsWith('SSH-')
      ? refusal('host_unreachable', `${address} answers, but it ended the connection before it showed its key.`)
      : refusal('host_unreachable', `What answers at ${address}, port ${port}, is not SSH.`);
  }
}

/** Whether the server refused, by itself or by having no way left; otherwise the connection broke. */
const saidNo = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  (('level' in error && error.level === 'client-authentication') ||
    ('code' in error && typeof error.code === 'number'));

const refusal = (code: 'host_key_changed' | 'login_refused' | 'host_unreachable', message: string): ProblemError =>
  new ProblemError(problem(code, message));

/** The line by which the other side names its software, which it sends first. */
function hearFirstLine(socket: Socket): () => string {
  let start = '';
  const listen = (chunk: Buffer): void => {
    start += chunk.toString('latin1');
    if (start.length > 255 || start.includes('\n')) socket.off('data', listen);
  };
  // ssh2 begins to listen in this same turn, so it misses nothing.
  socket.on('data', listen);
  return () => (start.split('\n')[0] ?? '').trim().slice(0, 120);
}

function hostKeyOf(key: Buffer): SshHostKey {
  const parsed = ssh2.utils.parseKey(key);
  const type = parsed instanceof Error ? 'unknown' : parsed.type;
  const digest = createHash('sha256').update(key).digest('base64').replace(/=+$/, '');
  return { fingerprint: `SHA256:${digest}`, algorithm: algorithms[type] ?? type };
}

const algorithms: Readonly<Record<string, string>> = {
  'ssh-ed25519': 'ED25519',
  'ecdsa-sha2-nistp256': 'ECDSA',
  'ecdsa-sha2-nistp384': 'ECDSA',
  'ecdsa-sha2-nistp521': 'ECDSA',
  'ssh-rsa': 'RSA',
};
