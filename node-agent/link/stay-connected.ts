/** Keeps a tunnel to the coordinator open: dials, flips the roles, and dials again when it is lost. */
import { performServerHandshake, type ServerHttp2Session } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { holdLease } from '../../common/lease.ts';
import type { Log } from '../../common/log.ts';
import { pause } from '../base/pause.ts';
import { backOffMs } from './back-off.ts';

export interface StayConnectedOptions {
  readonly dial: (signal: AbortSignal) => Promise<TLSSocket>;
  /** Serves the agent API on a session that was just opened. */
  readonly serve: (session: ServerHttp2Session) => void;
  readonly onConnected: (connected: boolean) => void;
  /** How long a connection must last to count as good, in milliseconds. */
  readonly goodAfterMs?: number;
  /** Waits between two tries. */
  readonly pause?: typeof pause;
  /** Tells when the coordinator is heard: the next try need not wait. Returns how to stop listening. */
  readonly onHeard?: (listener: () => void) => () => void;
  /** The coordinator answers, and closes each tunnel before it has spoken: it may have removed this machine. */
  readonly onShutOut?: (signal: AbortSignal) => Promise<void>;
  readonly log: Log;
}

/** How a tunnel ended that had been opened. */
interface Ending {
  /** The coordinator spoke, and it lasted: nothing to be wary of. */
  readonly good: boolean;
  /** It was closed before the coordinator spoke. */
  readonly shutOut: boolean;
  readonly reason: Error;
}

/** Tries in a row that are shut out before the reason is asked for. */
const shutOutsAllowed = 5;
/** The shortest wait, whatever is heard: nobody shall be able to make agents dial without end. */
const leastWaitMs = 250;

/** Runs until the abort. Tries that fail in a row are further and further apart; only the first of them is logged. */
export async function stayConnected(options: StayConnectedOptions, signal: AbortSignal): Promise<void> {
  const { log } = options;
  let failures = 0;
  let shutOuts = 0;
  while (!signal.aborted) {
    const { good, shutOut, reason } = await connection(options, signal).catch((error: unknown): Ending => ({
      good: false,
      shutOut: false,
      reason: error instanceof Error ? error : new Error(String(error)),
    }));
    if (signal.aborted) return;
    if (good) log.info({ reason: reason.message }, 'the tunnel was closed');
    else if (failures === 0) log.warn({ err: reason }, 'no tunnel to the coordinator');
    failures = good ? 0 : failures + 1;
    shutOuts = shutOut ? shutOuts + 1 : 0;
    if (shutOuts > 0 && shutOuts % shutOutsAllowed === 0) await options.onShutOut?.(signal);
    await waitForNext(options, backOffMs(Math.max(1, failures), Math.random()), signal);
  }
}

/** Waits before the next try, but not much longer than until the coordinator is heard. */
async function waitForNext(options: StayConnectedOptions, milliseconds: number, signal: AbortSignal): Promise<void> {
  const wait = options.pause ?? pause;
  if (!options.onHeard || milliseconds <= leastWaitMs) return void (await wait(milliseconds, signal));
  const heard = new AbortController();
  const stop = options.onHeard(() => heard.abort());
  try {
    await wait(leastWaitMs, signal);
    await wait(milliseconds - leastWaitMs, AbortSignal.any([signal, heard.signal]));
  } finally {
    stop();
  }
}

/**
 * Each request that its client gave up is a reset. Node ends sessions with many of them, against strangers who attack a server so;
 * here the other side is the coordinator, and all answers of this machine go through the one session.
 */
export const tunnelOptions = { streamResetBurst: 1_000_000, streamResetRate: 100_000, maxSessionMemory: 256 };

/** One tunnel, from dialling to its end. @throws what the dialling throws */
async function connection(options: StayConnectedOptions, signal: AbortSignal): Promise<Ending> {
  const { dial, serve, onConnected, goodAfterMs = 1_000, log } = options;
  const session = performServerHandshake(await dial(signal), tunnelOptions);
  const closed = new Promise<void>((resolve) => session.once('close', resolve));
  const end = (): void => session.destroy();
  // A coordinator refuses a certificate only after the handshake: a tunnel is open when it has spoken.
  let spokeAt = Infinity;
  let reason = new Error('the coordinator closed the tunnel');
  signal.addEventListener('abort', end, { once: true });
  try {
    session.on('error', (error: Error) => (reason = error));
    session.once('remoteSettings', () => {
      spokeAt = performance.now();
      log.info('connected to the coordinator');
      onConnected(true);
    });
    serve(session);
    holdLease(session);
    await closed;
  } finally {
    signal.removeEventListener('abort', end);
    onConnected(false);
  }
  return { good: performance.now() - spokeAt >= goodAfterMs, shutOut: spokeAt === Infinity, reason };
}
