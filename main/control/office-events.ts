/** The window's event stream: the office's state whenever it changed, a few times a second at most, and never to a full pipe. */
import type { ServerResponse } from 'node:http';
import type { Clock } from '../base/clock.ts';
import { EventStream } from '../base/event-stream.ts';
import type { Office } from './office.ts';

export interface EventPace {
  /** Between two events, in milliseconds. */
  readonly everyMs: number;
  /** Between two comments that show that the line is alive. */
  readonly heartbeatMs: number;
}

const usualPace: EventPace = { everyMs: 500, heartbeatMs: 15_000 };
const conversationsEvent = 'event: conversations\ndata: {}\n\n';

export class OfficeEvents {
  readonly #office: Pick<Office, 'state' | 'onChange'>;
  readonly #clock: Clock;
  readonly #pace: EventPace;
  readonly #streams = new Set<EventStream>();
  readonly #unsubscribe: () => void;
  readonly #heartbeat: NodeJS.Timeout;
  #timer: NodeJS.Timeout | null = null;
  #lastAt = 0;
  #stateDue = false;
  #conversationsDue = false;

  constructor(office: Pick<Office, 'state' | 'onChange'>, clock: Clock, pace: EventPace = usualPace) {
    this.#office = office;
    this.#clock = clock;
    this.#pace = pace;
    this.#unsubscribe = office.onChange(() => {
      this.#stateDue = true;
      this.#schedule();
    });
    this.#heartbeat = setInterval(() => this.#sendAll(': alive\n\n'), pace.heartbeatMs).unref();
  }

  /** Tells a client the state now, and then each change until it leaves. */
  follow(response: ServerResponse): void {
    const stream = new EventStream(response);
    stream.open();
    stream.send(this.#stateEvent());
    this.#streams.add(stream);
    response.once('close', () => this.#streams.delete(stream));
  }

  conversationsChanged(): void {
    this.#conversationsDue = true;
    this.#schedule();
  }

  close(): void {
    this.#unsubscribe();
    clearInterval(this.#heartbeat);
    if (this.#timer) clearTimeout(this.#timer);
    for (const stream of this.#streams) stream.end();
    this.#streams.clear();
  }

  #schedule(): void {
    if (this.#timer || this.#streams.size === 0) return;
    const wait = Math.max(0, this.#lastAt + this.#pace.everyMs - this.#clock.now());
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#lastAt = this.#clock.now();
      const events = (this.#stateDue ? this.#stateEvent() : '') + (this.#conversationsDue ? conversationsEvent : '');
      this.#stateDue = false;
      this.#conversationsDue = false;
      this.#sendAll(events);
    }, wait);
  }

  #sendAll(events: string): void {
    for (const stream of this.#streams) {
      if (stream.full) void this.#catchUp(stream);
      else stream.send(events);
    }
  }

  /** A slow client misses what lies between, and gets the latest when it has read on. */
  async #catchUp(stream: EventStream): Promise<void> {
    this.#streams.delete(stream);
    if (!(await stream.drained())) return;
    stream.send(this.#stateEvent() + conversationsEvent);
    this.#streams.add(stream);
  }

  #stateEvent(): string {
    return `event: state\ndata: ${JSON.stringify(this.#office.state())}\n\n`;
  }
}
