import { OfficeState } from '../../../contract/control-api.ts';

export type Connection = 'connecting' | 'open' | 'lost';

interface Listener {
  readonly onState: (state: OfficeState) => void;
  readonly onConversations: () => void;
  /** The line broke: perhaps this browser may do less than before. */
  readonly onBroken: () => void;
}

/** After this long without the stream the user is told, in milliseconds. Shorter gaps are nobody's business. */
const patience = 2500;
const retryAfter = 2000;

/** The one event stream of the window. Opens itself again for as long as the page lives. */
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
      const read = OfficeState.safeParse(jsonOf(event.data));
      // A state that this page cannot read (the office was updated, perhaps): what it shows gets old, as with a broken line.
      if (!read.success) return this.#missed();
      this.#alive();
      this.#listener.onState(read.data);
    });
    source.addEventListener('conversations', () => this.#listener.onConversations());
    source.addEventListener('open', () => {
      // What changed while the line was down was not heard.
      if (this.#connection === 'lost') this.#listener.onConversations();
      this.#alive();
    });
    source.addEventListener('error', () => {
      this.#missed();
      this.#listener.onBroken();
      // A refusal closes an EventSource for good, so it is opened anew here.
      if (source.readyState === EventSource.CLOSED) {
        this.#retryTimer = setTimeout(() => this.start(), retryAfter);
      }
    });
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

  #missed(): void {
    this.#lostTimer ??= setTimeout(() => this.#become('lost'), patience);
  }

  #become(connection: Connection): void {
    if (connection === this.#connection) return;
    this.#connection = connection;
    for (const watcher of this.#watchers) watcher();
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
