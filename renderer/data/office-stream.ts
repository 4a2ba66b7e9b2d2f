import { OfficeState } from '../../contract/control-api.ts';

export type Connection = 'connecting' | 'open' | 'lost';

interface Listener {
  readonly onState: (state: OfficeState) => void;
  readonly onConversations: () => void;
}

/** After this long without the stream the user is told, in milliseconds. Shorter gaps are nobody's business. */
const patience = 2500;
const retryAfter = 2000;

/** The one event stream of the window. Opens itself again for ever; `close` ends it. */
export class OfficeStream {
  readonly #listener: Listener;
  readonly #open: () => EventSource;
  readonly #watchers = new Set<() => void>();
  #source: EventSource | undefined;
  #connection: Connection = 'connecting';
  #lostTimer: ReturnType<typeof setTimeout> | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(listener: Listener, open: () => EventSource) {
    this.#listener = listener;
    this.#open = open;
  }

  start(): void {
    clearTimeout(this.#retryTimer);
    this.#source?.close();
    const source = this.#open();
    this.#source = source;
    source.addEventListener('state', (event: MessageEvent<string>) => {
      this.#alive();
      this.#listener.onState(OfficeState.parse(JSON.parse(event.data)));
    });
    source.addEventListener('conversations', () => this.#listener.onConversations());
    source.addEventListener('open', () => {
      // What changed while the line was down was not heard.
      if (this.#connection === 'lost') this.#listener.onConversations();
      this.#alive();
    });
    source.addEventListener('error', () => {
      this.#lostTimer ??= setTimeout(() => this.#become('lost'), patience);
      // A refusal closes an EventSource for good, so it is opened anew here.
      if (source.readyState === EventSource.CLOSED) {
        this.#retryTimer = setTimeout(() => this.start(), retryAfter);
      }
    });
  }

  close(): void {
    clearTimeout(this.#lostTimer);
    clearTimeout(this.#retryTimer);
    this.#source?.close();
  }

  readonly connection = (): Connection => this.#connection;

  /** Calls `watcher` on each change of `connection()`; returns the way to stop. */
  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  #alive(): void {
    clearTimeout(this.#lostTimer);
    this.#lostTimer = undefined;
    this.#become('open');
  }

  #become(connection: Connection): void {
    if (connection === this.#connection) return;
    this.#connection = connection;
    for (const watcher of this.#watchers) watcher();
  }
}
