/** The window's event stream: the office's state whenever it changed, a few times a second at most, and never to a full pipe. */
import type { Response } from 'express';
import type { OfficeState } from '../../contract/control-api.ts';
import type { Clock } from '../base/clock.ts';
import { EventStream } from '../base/event-stream.ts';
import { stateFor } from './member-state.ts';
import type { Office } from './office.ts';
import { visitorOf, type Visitor } from './visitor.ts';

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
  readonly #streams = new Map<EventStream, Visitor>();
  readonly #unsubscribe: () => void;
  readonly #heartbeat: NodeJS.Timeout;
  #timer: NodeJS.Timeout | null = null;
  #lastAt = 0;
  #stateDue = false;
  /** Persons of whose conversations one has changed. */
  #conversationsDue = new Set<string>();

  constructor(office: Pick<Office, 'state' | 'onChange'>, clock: Clock, pace: EventPace = usualPace) {
    this.#office = office;
    this.#clock = clock;
    this.#pace = pace;
    this.#unsubscribe = office.onChange(() => {
      this.#stateDue = true;
      this.#schedule();
    });
    this.#heartbeat = setInterval(() => this.#sendAll(() => ': alive\n\n'), pace.heartbeatMs).unref();
  }

  /** Tells a client the state now, and then each change until it leaves. */
  follow(response: Response): void {
    const visitor = visitorOf(response);
    const stream = new EventStream(response);
    stream.open();
    stream.send(stateEvent(visitor, this.#office.state()));
    this.#streams.set(stream, visitor);
    response.once('close', () => this.#streams.delete(stream));
  }

  conversationsChanged(owner: string): void {
    this.#conversationsDue.add(owner);
    this.#schedule();
  }

  /** Ends what a person follows, in all their browsers. */
  endOf(personId: string): void {
    for (const [stream, { person }] of this.#streams) if (person.id === personId) stream.end();
  }

  close(): void {
    this.#unsubscribe();
    clearInterval(this.#heartbeat);
    if (this.#timer) clearTimeout(this.#timer);
    for (const stream of this.#streams.keys()) stream.end();
    this.#streams.clear();
  }

  #schedule(): void {
    if (this.#timer || this.#streams.size === 0) return;
    const wait = Math.max(0, this.#lastAt + this.#pace.everyMs - this.#clock.now());
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#lastAt = this.#clock.now();
      const [stateDue, owners] = [this.#stateDue, this.#conversationsDue];
      this.#stateDue = false;
      this.#conversationsDue = new Set();
      // Made once for all: it costs more than to send it.
      const state = stateDue ? this.#office.state() : null;
      this.#sendAll((visitor) => {
        const own = owners.has(visitor.person.id) ? conversationsEvent : '';
        return (state ? stateEvent(visitor, state) : '') + own;
      });
    }, wait);
  }

  #sendAll(eventsFor: (visitor: Visitor) => string): void {
    for (const [stream, visitor] of this.#streams) {
      const events = eventsFor(visitor);
      if (events === '') continue;
      if (stream.full) void this.#catchUp(stream, visitor);
      else stream.send(events);
    }
  }

  /** A slow client misses what lies between, and gets the latest when it has read on. */
  async #catchUp(stream: EventStream, visitor: Visitor): Promise<void> {
    this.#streams.delete(stream);
    if (!(await stream.drained())) return;
    stream.send(stateEvent(visitor, this.#office.state()) + conversationsEvent);
    this.#streams.set(stream, visitor);
  }
}

const stateEvent = (visitor: Visitor, state: OfficeState): string =>
  `event: state\ndata: ${JSON.stringify(stateFor(visitor, state))}\n\n`;
