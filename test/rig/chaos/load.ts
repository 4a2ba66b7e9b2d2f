/** People and programs that ask all the time: requests as they were drawn, a few at once, each judged at its end. */
import { setTimeout as wait } from 'node:timers/promises';
import { ask, type Asked, type Way } from './ask.ts';
import type { DrawnRequest } from './draw-requests.ts';
import { type DeviceKind, judge, type References } from './judge.ts';
import type { Ended, Ending } from './tally.ts';

interface LoadParts {
  readonly requests: Iterator<DrawnRequest, never>;
  readonly way: (caller: number) => Way;
  readonly references: References;
  readonly kindOf: (machine: string) => DeviceKind;
  /** Whether the coordinator was ended: then a client sends again what was cut. */
  readonly isCut: () => boolean;
  readonly onEnd: (ended: Ended) => void;
}

/** Requests under way at once. */
const atOnce = 6;
const againAfterMs = 500;

export class Load {
  readonly #parts: LoadParts;
  readonly #ended: Ended[] = [];
  readonly #clients: readonly Promise<void>[];
  #stopped = false;

  constructor(parts: LoadParts) {
    this.#parts = parts;
    this.#clients = Array.from({ length: atOnce }, () => this.#client());
  }

  get ended(): readonly Ended[] {
    return this.#ended;
  }

  /** Lets requests under way come to their end, and sends no other. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#clients);
  }

  async #client(): Promise<void> {
    while (!this.#stopped) {
      const request = this.#parts.requests.next().value;
      await wait(request.thinkMs);
      if (this.#stopped) return;
      const { asked, sentAgain } = await this.#askUntilHeard(request);
      const { number, template } = request;
      const ended = { number, template: template.name, ending: this.#endingOf(request, asked), sentAgain };
      this.#ended.push(ended);
      this.#parts.onEnd(ended);
    }
  }

  async #askUntilHeard(request: DrawnRequest): Promise<{ asked: Asked; sentAgain: boolean }> {
    for (let sentAgain = false; ; sentAgain = true) {
      const asked = await ask(request, this.#parts.way(request.caller));
      if (asked.kind !== 'cut' || !this.#parts.isCut()) return { asked, sentAgain };
      await wait(againAfterMs);
    }
  }

  #endingOf({ template }: DrawnRequest, asked: Asked): Ending {
    if (asked.kind === 'cut') return { kind: 'failed', code: 'connection_cut' };
    if (asked.kind !== 'answered') return asked;
    const verdict = judge(template, asked.answer, this.#parts.references, this.#parts.kindOf);
    return { kind: 'answered', verdict, machines: asked.answer.machines };
  }
}
