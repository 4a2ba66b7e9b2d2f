/** The connection to the office that this machine belongs to: the tunnel, the socket for files, and being taken out. */
import type { ServerHttp2Session } from 'node:http2';
import type { Log } from '../../common/log.ts';
import type { OfficeNote } from '../../contract/agent-api.ts';
import { BulkTunnel } from './bulk-tunnel.ts';
import type { CoordinatorHints } from './coordinator-hints.ts';
import { CoordinatorRoute } from './coordinator-route.ts';
import type { Enrolment } from './enrolment.ts';
import type { Identity } from './identity.ts';
import { stayConnected } from './stay-connected.ts';

interface OfficeConnectionOptions {
  readonly enrolment: Enrolment;
  readonly identity: Identity;
  /** What is heard of coordinators; null: nothing. */
  readonly hints: CoordinatorHints | null;
  /** Called when more is known of the office. */
  readonly keep: (enrolment: Enrolment) => void;
  readonly onConnected: (connected: boolean) => void;
  /** The coordinator says that this machine was taken out of the office. */
  readonly onRemoved: () => void;
  readonly log: Log;
}

/** Who serves the sockets that are opened. */
export interface SessionServers {
  talk(session: ServerHttp2Session): void;
  bulk(session: ServerHttp2Session): void;
}

export class OfficeConnection {
  readonly #options: OfficeConnectionOptions;
  readonly #route: CoordinatorRoute;
  #openBulk = (): void => undefined;

  constructor(options: OfficeConnectionOptions) {
    this.#options = options;
    this.#route = new CoordinatorRoute(options);
  }

  /** Stays connected until the abort. */
  async run(servers: SessionServers, signal: AbortSignal): Promise<void> {
    const { onConnected, log } = this.#options;
    const route = this.#route;
    const bulk = new BulkTunnel({ dial: (either) => route.dialBulk(either), serve: (one) => servers.bulk(one), log });
    const serve = (session: ServerHttp2Session): void => {
      // The socket for files has no lease: of a coordinator that fell silent it would never hear.
      const ended = new AbortController();
      session.once('close', () => ended.abort());
      this.#openBulk = () => bulk.open(ended.signal);
      servers.talk(session);
    };
    await stayConnected(
      {
        dial: (either) => route.dial(either),
        serve,
        onConnected,
        onHeard: (listener) => route.onHeard(listener),
        onShutOut: (either) => this.#askWhy(either),
        log,
      },
      signal,
    );
  }

  /** The coordinator says where it can be dialled from now on. */
  note(note: OfficeNote): void {
    this.#route.note(note);
  }

  /** Opens the socket for files, unless it is open. It ends with the tunnel. */
  openBulk(): void {
    this.#openBulk();
  }

  async #askWhy(signal: AbortSignal): Promise<void> {
    const { onRemoved, log } = this.#options;
    const standing = await this.#route.standing(signal).catch(() => 'unknown' as const);
    if (signal.aborted) return;
    log.warn({ standing }, 'the coordinator closes every tunnel of this machine');
    if (standing === 'removed') onRemoved();
  }
}
