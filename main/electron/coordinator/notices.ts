/**
 * The notifications that matter: a machine was lost and what was done about it, and a model that somebody waits for is ready. Made
 * of the office's activity; everything else that happens stands on the Activity page alone. Said in English, as all that the office's
 * process says: the desktop says it again.
 */
import { z } from 'zod';
import type { ActivityEvent } from '../../../contract/activity.ts';

export const Notice = z.strictObject({
  title: z.string(),
  body: z.string(),
  /** The page that a click opens. */
  page: z.string().regex(/^\/[a-z]+$/),
});
export type Notice = z.infer<typeof Notice>;

/** After a loss the office plans anew within this time: then it can be said what was done. Losses that follow are told together. */
const untilDoneMs = 5_000;
/** After this PC slept, all tunnels are opened anew: a machine that is back by then was never away. */
const untilBackMs = 30_000;
const mostSentences = 3;

export class Notices {
  readonly #tell: (notice: Notice) => void;
  /** Models that nobody waits for: they were there, or their being ready was told. */
  readonly #known: Set<string>;
  #lost: ActivityEvent[] = [];
  #done: ActivityEvent[] = [];
  #timer: NodeJS.Timeout | null = null;
  #asleep = false;
  #wokeAt = -Infinity;

  /** @param known names of the models that the office has already: that they come back after a start is no news */
  constructor(known: readonly string[], tell: (notice: Notice) => void) {
    this.#known = new Set(known);
    this.#tell = tell;
  }

  hear(event: ActivityEvent): void {
    const { kind, what, subject } = event;
    if (kind === 'machine' && what === 'lost') this.#noteLoss(event);
    else if (kind === 'machine' && what === 'returned')
      this.#lost = this.#lost.filter((one) => one.subject !== subject);
    else if (kind === 'model' && what === 'ready') this.#noteReady(event);
    else if (kind === 'model' && ['moved', 'placed', 'refused'].includes(what)) {
      if (this.#timer) this.#done.push(event);
      // It has no place at all: whoever uses it waits from now on, unless this PC, and so the office, merely sleeps.
      if (what === 'refused' && event.detail['placed'] === 0 && !this.#asleep) this.#known.delete(subject);
    } else if (kind === 'admin' && ['switched off', 'model removed'].includes(what)) this.#known.delete(subject);
  }

  /** This PC is about to sleep. */
  sleep(): void {
    this.#asleep = true;
  }

  wake(): void {
    this.#asleep = false;
    this.#wokeAt = Date.now();
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
  }

  #noteReady({ subject, sentence }: ActivityEvent): void {
    if (this.#known.has(subject)) return;
    this.#known.add(subject);
    this.#tell({ title: `${subject} is ready`, body: `${sentence}.`, page: '/chat' });
  }

  #noteLoss(event: ActivityEvent): void {
    this.#lost.push(event);
    const wait = Math.max(untilDoneMs, this.#wokeAt + untilBackMs - Date.now());
    this.#timer ??= setTimeout(() => this.#tellLoss(), wait);
  }

  #tellLoss(): void {
    const [first, ...others] = this.#lost;
    const done = this.#done.map(({ sentence }) => `${sentence}.`);
    this.#timer = null;
    this.#lost = [];
    this.#done = [];
    if (!first) return;
    const title = others.length === 0 ? first.sentence : `${others.length + 1} machines were lost`;
    const names = others.length === 0 ? [] : [`${[first, ...others].map(({ subject }) => subject).join(', ')}.`];
    const more = done.length > mostSentences ? [`And ${done.length - mostSentences} more.`] : [];
    const what = done.length === 0 && names.length === 0 ? [first.reason] : done.slice(0, mostSentences);
    this.#tell({ title, body: [...names, ...what, ...more].join(' '), page: '/machines' });
  }
}
