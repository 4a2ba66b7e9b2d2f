/**
 * npm run bench -- router: what it costs to decide where a request goes, in an office of 1,000 replicas.
 *
 * One model on all of them, which is the worst case: each is looked at. Every request begins like thousands of others (one system
 * prompt) and every slot's cache is known. Measured is all that a request costs the router: its decision, its slot, and its end.
 */
import { Dispatcher } from '../main/router/dispatcher.ts';
import { FairQueue } from '../main/router/fair-queue.ts';
import { PrefixHashes } from '../main/router/prefix-hashes.ts';
import type { Grant, Want } from '../main/router/ticket.ts';
import { aModel, aReplica, aWant } from '../test/support/router/router-office.ts';
import { seeded } from '../test/support/seeded.ts';
import { figure, machineWords, printReport, quantile } from './report.ts';

const seed = 1;
const rounds = 7;
const decisions = 2_000;
const replicas = 1_000;

const chance = seeded(seed);
const systemPrompt = 'You answer questions of the people in this office. '.repeat(20);

const aRequestFor = (caller: number): Want =>
  aWant({
    callerId: `caller ${caller}`,
    prefix: new PrefixHashes().add(systemPrompt).add(`${chance.below(5_000)} `.repeat(200)),
  });

/** An office in which each replica has measured speeds, runs something, and remembers what it read. */
function anOffice(): Dispatcher {
  const dispatcher = new Dispatcher({ total: 256, perCaller: 64 });
  const replica = (at: number) => aReplica(`r${at}`, { slots: 4, tokensPerSecond: 5 + chance.below(55) });
  dispatcher.see({ models: [aModel('demo')], replicas: Array.from({ length: replicas }, (_, at) => replica(at)) });
  const running: Grant[] = [];
  for (let at = 0; at < 4 * replicas; at += 1) {
    // Begun once before: such a request waits for no replica that is busy.
    const asked = dispatcher.ask({ ...aRequestFor(at % 50), begun: true }, at);
    if ('run' in asked) running.push(asked);
  }
  const ran = { tokens: 200, seconds: 10, promptTokens: 400, promptSeconds: 1 };
  for (const [at, grant] of running.entries()) {
    dispatcher.passed(grant);
    if (at % 2 === 0) dispatcher.end(grant, { kind: 'done', ran }, 10_000 + at);
  }
  return dispatcher;
}

/** Microseconds of each decision. */
function measure(dispatcher: Dispatcher): number[] {
  const wants = Array.from({ length: decisions }, (_, at) => aRequestFor(at % 50));
  const times: number[] = [];
  for (const [at, want] of wants.entries()) {
    const startedAt = process.hrtime.bigint();
    const asked = dispatcher.ask(want, 20_000 + at);
    if ('run' in asked) dispatcher.end(asked, { kind: 'left', ran: null }, 20_000 + at);
    else dispatcher.leave(asked);
    times.push(Number(process.hrtime.bigint() - startedAt) / 1_000);
  }
  return times.toSorted((a, b) => a - b);
}

/** Microseconds to put a full queue of many callers in order. */
function measureQueue(): number {
  const queue = new FairQueue<number>({ total: 256, perCaller: 64 });
  for (let at = 0; at < 256; at += 1) queue.add(`caller ${at % 50}`, at, 1 + (at % 2));
  const startedAt = process.hrtime.bigint();
  for (let times = 0; times < 100; times += 1) queue.inOrder();
  return Number(process.hrtime.bigint() - startedAt) / 100_000;
}

/** Microseconds to know the beginning of a prompt of 20,000 characters. */
function measurePrefix(): number {
  const text = 'The roof of the second house is not insulated. '.repeat(426);
  const startedAt = process.hrtime.bigint();
  for (let times = 0; times < 100; times += 1) new PrefixHashes().add(text);
  return Number(process.hrtime.bigint() - startedAt) / 100_000;
}

const office = anOffice();
measure(office);
const runs = Array.from({ length: rounds }, () => measure(office));
const each = (measured: () => number): number[] => Array.from({ length: rounds }, measured);
printReport({
  name: 'router',
  machine: machineWords(),
  seed,
  figures: [
    figure({
      name: 'decision at 1,000 replicas (p50)',
      unit: 'µs',
      values: runs.map((run) => quantile(run, 0.5)),
      atMost: 50,
    }),
    figure({ name: 'decision at 1,000 replicas (p99)', unit: 'µs', values: runs.map((run) => quantile(run, 0.99)) }),
    figure({ name: 'queue of 256 from 50 callers, put in order', unit: 'µs', values: each(measureQueue) }),
    figure({ name: 'prompt of 20,000 characters, hashed', unit: 'µs', values: each(measurePrefix) }),
    figure({ name: 'kept in memory', unit: 'entries', values: [office.entries], atMost: 10_000 }),
  ],
});
