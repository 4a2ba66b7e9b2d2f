import { performServerHandshake, type ServerHttp2Session } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { Logger } from 'pino';
import { pause } from '../pause.ts';
import { backOffMs } from './back-off.ts';
import { watchBeat } from './watch-beat.ts';

export interface StayConnectedOptions {
  readonly dial: (signal: AbortSignal) => Promise<TLSSocket>;
  /** Serves the agent API on a session that was just opened. */
  readonly serve: (session: ServerHttp2Session) => void;
  readonly onConnected: (connected: boolean) => void;
  readonly log: Logger;
}

/** A connection that ends sooner counts as a failed try: the coordinator refuses a certificate only after the handshake. */
const goodAfterMs = 1_000;

/** Keeps a tunnel to the coordinator open until the abort: dials, flips the roles, and dials again when it is lost. */
export async function stayConnected(options: StayConnectedOptions, signal: AbortSignal): Promise<void> {
  const { log } = options;
  let failures = 0;
  while (!signal.aborted) {
    const began = performance.now();
    try {
      await connection(options, signal);
      log.info('the tunnel was closed');
    } catch (error) {
      // The first of a row tells the reason; the others would only fill the log.
      if (failures === 0 && !signal.aborted) log.warn({ err: error }, 'no tunnel to the coordinator');
    }
    failures = performance.now() - began > goodAfterMs ? 1 : failures + 1;
    await pause(backOffMs(failures, Math.random()), signal);
  }
}

/**
 * Each request that its client gave up is a reset. Node ends sessions with many of them, against strangers who attack a server so;
 * here the other side is the coordinator, and all answers of this machine go through the one session.
 */
export const tunnelOptions = { streamResetBurst: 1_000_000, streamResetRate: 100_000 };

/** One tunnel, from dialling to its end. */
async function connection({ dial, serve, onConnected, log }: StayConnectedOptions, signal: AbortSignal): Promise<void> {
  const socket = await dial(signal);
  const session = performServerHandshake(socket, tunnelOptions);
  const closed = new Promise<void>((resolve) => session.once('close', resolve));
  const end = (): void => session.destroy();
  signal.addEventListener('abort', end, { once: true });
  try {
    session.on('error', (error) => log.warn({ err: error }, 'the tunnel broke'));
    session.once('remoteSettings', () => {
      log.info('connected to the coordinator');
      onConnected(true);
    });
    serve(session);
    watchBeat(session);
    await closed;
  } finally {
    signal.removeEventListener('abort', end);
    onConnected(false);
  }
}
