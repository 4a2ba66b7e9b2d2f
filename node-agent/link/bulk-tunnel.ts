/** The socket for files: dialled when the coordinator asks for it, closed by it when it is idle. */
import { performServerHandshake, type ServerHttp2Session } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { bulkWindowBytes } from '../../common/bulk-window.ts';
import type { Log } from '../../common/log.ts';

interface BulkTunnelOptions {
  readonly dial: (signal: AbortSignal) => Promise<TLSSocket>;
  /** Serves the bulk API on a session that was just opened. */
  readonly serve: (session: ServerHttp2Session) => void;
  readonly log: Log;
}

export class BulkTunnel {
  readonly #options: BulkTunnelOptions;
  #isOpen = false;

  constructor(options: BulkTunnelOptions) {
    this.#options = options;
  }

  /** Dials, unless it is open or being dialled. @param signal closes it */
  open(signal: AbortSignal): void {
    if (this.#isOpen || signal.aborted) return;
    this.#isOpen = true;
    void this.#run(signal)
      .catch((error: unknown) => this.#options.log.warn({ err: error }, 'no connection for files'))
      .finally(() => (this.#isOpen = false));
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { dial, serve } = this.#options;
    const session = performServerHandshake(await dial(signal), { settings: { initialWindowSize: bulkWindowBytes } });
    const closed = new Promise<void>((resolve) => session.once('close', resolve));
    const end = (): void => session.destroy();
    signal.addEventListener('abort', end, { once: true });
    try {
      session.on('error', end);
      session.setLocalWindowSize(bulkWindowBytes);
      serve(session);
      if (signal.aborted) end();
      await closed;
    } finally {
      signal.removeEventListener('abort', end);
    }
  }
}
