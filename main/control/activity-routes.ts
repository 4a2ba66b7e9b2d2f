/** /control/activity, /control/availability, /control/rates and /control/history. See contract/activity.ts for their calls. */
import { Router } from 'express';
import { z } from 'zod';
import { ActivityKind, RateSpan } from '../../contract/activity.ts';
import { EventStream } from '../base/event-stream.ts';
import { parse } from '../base/parse.ts';
import { activityCsv } from './activity-csv.ts';
import type { ActivityOffice } from './activity-office.ts';

const Page = z.strictObject({
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  kind: ActivityKind.optional(),
  since: z.coerce.number().nonnegative().optional(),
});
const Export = z.strictObject({ kind: ActivityKind.optional(), since: z.coerce.number().nonnegative().default(0) });
const Follow = z.strictObject({ kind: ActivityKind.optional() });
const OfMachine = z.strictObject({ machine: z.string().max(200).optional() });
const Span = z.strictObject({ span: RateSpan.default('day') });

export class ActivityRoutes {
  readonly router = Router();
  readonly #streams = new Set<EventStream>();
  readonly #heartbeat: NodeJS.Timeout;

  /** @param heartbeatMs between two comments that show that the line is alive */
  constructor(office: ActivityOffice, heartbeatMs: number) {
    this.#heartbeat = setInterval(() => {
      for (const stream of this.#streams) if (!stream.full) stream.send(': alive\n\n');
    }, heartbeatMs).unref();
    this.router.get('/activity', ({ query }, response) => void response.json(office.page(parse(Page, { ...query }))));
    this.router.get('/activity.csv', ({ query }, response) => {
      const { since, kind } = parse(Export, { ...query });
      response.attachment(`aivailable-activity-${new Date().toISOString().slice(0, 10)}.csv`);
      response.send(activityCsv(office, since, kind));
    });
    this.router.get('/availability', (_request, response) => void response.json(office.availability()));
    this.router.get('/rates', ({ query }, response) => {
      response.json(office.rates(parse(Span, { ...query }).span));
    });
    this.router.get('/history', ({ query }, response) => {
      response.json(office.histories(parse(OfMachine, { ...query }).machine));
    });
    this.router.get('/activity/events', ({ query }, response) => {
      const { kind } = parse(Follow, { ...query });
      const stream = new EventStream(response);
      stream.open();
      this.#streams.add(stream);
      const leave = office.onAdd((event) => {
        if (kind !== undefined && event.kind !== kind) return;
        // Who reads too slowly is cut off, and can ask for what it missed.
        if (stream.full) response.destroy();
        else stream.send(`id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`);
      });
      response.once('close', () => {
        leave();
        this.#streams.delete(stream);
      });
    });
  }

  close(): void {
    clearInterval(this.#heartbeat);
    for (const stream of this.#streams) stream.end();
    this.#streams.clear();
  }
}
