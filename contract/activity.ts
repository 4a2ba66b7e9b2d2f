/**
 * What happened in the office and why, and how many requests were answered. Under /control:
 *
 *   GET  /control/activity?before=ID&limit=N&kind=KIND&since=MS   ActivityPage, newest first; `since`: milliseconds since 1970
 *   GET  /control/activity.csv?kind=KIND&since=MS                 the same for a spreadsheet, oldest first, in a file
 *   GET  /control/activity/events?kind=KIND                       server-sent events, each data an ActivityEvent, as they happen
 *   GET  /control/availability                                    Availability
 *   GET  /control/rates?span=hour|day|month                       Rates
 *   GET  /control/history?machine=ID                              Histories: that machine's last hour, or every machine's
 *
 * No event holds a secret, or text of a question or an answer.
 */
import { z } from 'zod';

/** What an event is about. file: downloads and copies; admin: what a person did. */
export const ActivityKind = z.enum(['machine', 'model', 'file', 'answer', 'admin']);
export type ActivityKind = z.infer<typeof ActivityKind>;

/** How it went: a person should look at `attention` and `bad`. */
const ActivityTone = z.enum(['good', 'plain', 'attention', 'bad']);

export const ActivityEvent = z.object({
  /** Grows with each event. */
  id: z.int(),
  /** Milliseconds since 1970. */
  at: z.number(),
  kind: ActivityKind,
  tone: ActivityTone,
  /** "lost", "placed": what happened, in a word that programs can rely on. */
  what: z.string(),
  /** The machine's or the model's name, or what else it is about. */
  subject: z.string(),
  /** "ACCOUNTS-02 was lost" */
  sentence: z.string(),
  /** Why, and what came of it; empty when there is nothing to say. */
  reason: z.string(),
  /** Who did it: "window", "command line", or a person's name. Null: the office by itself. */
  who: z.string().nullable(),
  /** Figures and names, for programs. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** How long it took, or had lasted until then, in milliseconds. */
  durationMs: z.number().nonnegative().nullable(),
});
export type ActivityEvent = z.infer<typeof ActivityEvent>;

export const ActivityPage = z.object({
  events: z.array(ActivityEvent),
  /** There are older ones. */
  more: z.boolean(),
});
export type ActivityPage = z.infer<typeof ActivityPage>;

/** Requests by how they ended. What its client cancelled, or asked wrongly, counts for nothing. */
export const RequestCounts = z.object({
  /** Answered on one machine from beginning to end. */
  whole: z.int(),
  /** Answered, and another machine went on in the middle. */
  moved: z.int(),
  /** There was no place for it. */
  refused: z.int(),
  failed: z.int(),
  cancelled: z.int(),
  /** Of them all: waited over a minute for a place. */
  waitedLong: z.int(),
});
export type RequestCounts = z.infer<typeof RequestCounts>;

export const Share = RequestCounts.extend({
  /** Answered ÷ (answered + failed + refused), 0 to 1; null: nobody asked. */
  availability: z.number().min(0).max(1).nullable(),
  /** For a place, over all requests; null: nobody asked. */
  meanWaitMs: z.number().nonnegative().nullable(),
  promptTokens: z.int(),
  completionTokens: z.int(),
});
export type Share = z.infer<typeof Share>;

const Span = z.object({ overall: Share, models: z.array(Share.extend({ model: z.string() })) });

export const Availability = z.object({
  /** The last 24 hours, 7 days and 30 days, from whole hours on. */
  day: Span,
  week: Span,
  month: Span,
  /** Thirty days on the coordinator's calendar, oldest first, today last; `at`: when the day began. */
  days: z.array(Share.extend({ at: z.number() })),
});
export type Availability = z.infer<typeof Availability>;

export const RateSpan = z.enum(['hour', 'day', 'month']);
export type RateSpan = z.infer<typeof RateSpan>;

/** Tokens per second of the whole office. */
export const Rates = z.object({
  from: z.number(),
  until: z.number(),
  /** Oldest first; where a point is missing, the office did not run. */
  points: z.array(z.object({ at: z.number(), tokensPerSecond: z.number() })),
});
export type Rates = z.infer<typeof Rates>;

/** A card's minute: means over what its agent reported. */
export const HistoryPoint = z.object({
  /** When the minute began. */
  at: z.number(),
  /** Memory that models held, and that other programs held. */
  modelsBytes: z.int().nonnegative(),
  othersBytes: z.int().nonnegative(),
  tokensPerSecond: z.number().nonnegative(),
  /** Null: the card does not say. */
  temperatureC: z.number().nullable(),
  /** 0 to 1; null: the card does not say. */
  load: z.number().nullable(),
});
export type HistoryPoint = z.infer<typeof HistoryPoint>;

/** At most sixty minutes, oldest first; where one is missing, the machine was away. */
export const CardHistory = z.object({ gpuId: z.string(), points: z.array(HistoryPoint) });
export type CardHistory = z.infer<typeof CardHistory>;

export const MachineHistory = z.object({ machineId: z.string(), cards: z.array(CardHistory) });
export type MachineHistory = z.infer<typeof MachineHistory>;

/** Since the coordinator started, an hour at most. */
export const Histories = z.object({ from: z.number(), until: z.number(), machines: z.array(MachineHistory) });
export type Histories = z.infer<typeof Histories>;
