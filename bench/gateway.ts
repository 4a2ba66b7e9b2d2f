/**
 * npm run bench -- gateway: what the way through gateway and tunnel costs, beside nginx and beside no proxy at all.
 *
 * All serve the same answers: without a proxy the client asks a fake upstream; nginx proxies that upstream; and the
 * coordinator asks a fake agent through the real tunnel (HTTP/2 over TLS 1.3), with keys, all of their limits and usage on, and
 * once more without these. Each event holds the moment of its writing, so that the client reads how long it was under way. They
 * take turns, round by round. Then one coordinator answers 100,000 requests, and another one holds 2,000 streams.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { programFlags } from '../scripts/node24.mjs';
import { askInTurn, stream, type Target } from './parts/client.ts';
import { GatewayOffices, type BenchOffice } from './parts/gateway-offices.ts';
import { nginxConfig } from './parts/nginx-config.ts';
import { openStreams } from './parts/open-streams.ts';
import { Processes } from './parts/processes.ts';
import { figure, machineWords, middle, printReport, quantile, type Figure } from './report.ts';

const rounds = 7;
const connections = 32;
/** Events of a paced stream, and the pace: slower than anything here, so that the lag is the way and not a queue. */
const pacedEvents = 400;
const everyMs = 4;
const firstTokens = 200;
/** Of the comparison of processor time. */
const turns = 20;
const requestsOfTurn = 1_000;
const manyRequests = 100_000;
const manyStreams = 2_000;
const manySlots = 2_048;
/** Coordinators take two each. */
const ports = { upstream: 28_430, nginx: 28_431, office: 28_432, open: 28_434, wide: 28_436 };

type Who = 'none' | 'nginx' | 'office' | 'open';

interface Round {
  readonly lagUs: number;
  readonly lagP99Us: number;
  readonly firstP50Ms: number;
  readonly firstP99Ms: number;
  readonly perSecond: number;
}

type Row = Readonly<Record<Who, Round>>;

async function measure(target: Target): Promise<Round> {
  const paced = (await stream(target, pacedEvents)).lags.toSorted((a, b) => a - b);
  const firsts: number[] = [];
  for (let run = 0; run < firstTokens; run += 1) firsts.push((await stream(target, 1)).firstMs);
  firsts.sort((a, b) => a - b);
  const { perSecond } = await askInTurn(target, connections, 1_000);
  return {
    lagUs: quantile(paced, 0.5),
    lagP99Us: quantile(paced, 0.99),
    firstP50Ms: quantile(firsts, 0.5),
    firstP99Ms: quantile(firsts, 0.99),
    perSecond,
  };
}

/** Processor time of each coordinator for a request, in microseconds. They take turns often, so that what else runs here meets both. */
async function processorTimes(first: BenchOffice, second: BenchOffice): Promise<readonly [number, number]> {
  const spent = [0, 0] as [number, number];
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [at, office] of [first, second].entries()) {
      const before = office.spent();
      const { answered } = await askInTurn(office, connections, 60_000, requestsOfTurn);
      spent[at] = (spent[at] ?? 0) + ((office.spent() - before) / answered) * 1e6;
    }
  }
  return [spent[0] / turns, spent[1] / turns];
}

function figuresOf(rows: readonly Row[]): Figure[] {
  const added = (pick: (round: Round) => number, who: Who, to: Who = 'none') =>
    rows.map((row) => pick(row[who]) - pick(row[to]));
  // Of the middles: in a single round nginx's own addition may drown in the noise.
  const lag = (who: Who) => middle(added((round) => round.lagUs, who)).value;
  const rate = (who: Who, words: string): Figure =>
    figure({
      name: `requests/s at ${connections} connections, ${words}`,
      unit: '/s',
      values: rows.map((row) => row[who].perSecond),
    });
  const event = 'added per event';
  const first = 'added before the first token';
  return [
    figure({ name: 'event lag, no proxy (p50)', unit: 'µs', values: rows.map((row) => row.none.lagUs) }),
    figure({ name: `${event}, nginx (p50)`, unit: 'µs', values: added((round) => round.lagUs, 'nginx') }),
    figure({ name: `${event}, nginx (p99)`, unit: 'µs', values: added((round) => round.lagP99Us, 'nginx') }),
    figure({ name: `${event}, gateway and tunnel (p50)`, unit: 'µs', values: added((round) => round.lagUs, 'office') }),
    figure({
      name: `${event}, gateway and tunnel (p99)`,
      unit: 'µs',
      values: added((round) => round.lagP99Us, 'office'),
    }),
    figure({ name: `${event} ÷ nginx’s`, unit: '×', values: [lag('office') / lag('nginx')], atMost: 3 }),
    figure({ name: `${first} (p50)`, unit: 'ms', values: added((round) => round.firstP50Ms, 'office'), atMost: 1 }),
    figure({ name: `${first} (p99)`, unit: 'ms', values: added((round) => round.firstP99Ms, 'office'), atMost: 5 }),
    figure({ name: `${first}, nginx (p50)`, unit: 'ms', values: added((round) => round.firstP50Ms, 'nginx') }),
    rate('none', 'no proxy'),
    rate('nginx', 'nginx'),
    rate('office', 'gateway and tunnel'),
    rate('open', 'the same without keys, limits and usage'),
    figure({
      name: 'requests/s ÷ nginx’s',
      unit: '×',
      values: rows.map((row) => row.office.perSecond / row.nginx.perSecond),
    }),
    figure({
      name: 'keys, limits and usage: before the first token (p50)',
      unit: 'ms',
      values: added((round) => round.firstP50Ms, 'office', 'open'),
    }),
    figure({
      name: 'keys, limits and usage: per event (p50)',
      unit: 'µs',
      values: added((round) => round.lagUs, 'office', 'open'),
    }),
  ];
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'aivailable-bench-'));
try {
  await using programs = new Processes();
  const offices = new GatewayOffices(programs, folder);
  await offices.bundle();
  writeFileSync(path.join(folder, 'nginx.conf'), nginxConfig(folder, ports.nginx, ports.upstream));
  const upstream = path.resolve('bench/parts/upstream.ts');
  await programs.start(process.execPath, [...programFlags, upstream, String(ports.upstream), String(everyMs)]);
  await programs.start('nginx', ['-p', folder, '-c', path.join(folder, 'nginx.conf'), '-g', 'daemon off;'], {
    speaks: false,
  });
  const quick = { agent: `--every-ms ${everyMs}`, slots: connections };
  const office = await offices.start({ name: 'gateway', port: ports.office, keys: true, ...quick });
  const open = await offices.start({ name: 'without keys', port: ports.open, keys: false, ...quick });
  const none = { name: 'no proxy', port: ports.upstream, keys: ['none'] };
  const nginx = { name: 'nginx', port: ports.nginx, keys: ['none'] };

  const atStart = office.resident();
  for (const target of [none, nginx, office, open]) await measure(target);
  const rows: Row[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // Who comes second finds the processor warmer: they take turns in that, too.
    const inTurn = async (first: BenchOffice, second: BenchOffice) =>
      [await measure(first), await measure(second)] as const;
    const beside = { none: await measure(none), nginx: await measure(nginx) };
    if (round % 2 === 0) {
      const [ours, without] = await inTurn(office, open);
      rows.push({ ...beside, office: ours, open: without });
    } else {
      const [without, ours] = await inTurn(open, office);
      rows.push({ ...beside, office: ours, open: without });
    }
  }
  const afterRounds = office.resident();
  const [withKeys, without] = await processorTimes(office, open);
  await askInTurn(office, connections, 120_000, manyRequests);
  const afterMany = office.resident();

  const wide = await offices.start({
    name: 'wide',
    port: ports.wide,
    keys: true,
    agent: '--every-ms 1000',
    slots: manySlots,
  });
  let whileOpen = 0;
  const atRest = wide.resident();
  const streams = await openStreams(wide, manyStreams, 5_000, () => (whileOpen = wide.resident()));
  printReport({
    name: 'gateway',
    machine: machineWords(),
    seed: null,
    figures: [
      ...figuresOf(rows),
      figure({ name: 'processor time of a request', unit: 'µs', values: [withKeys] }),
      figure({
        name: 'keys, limits and usage: processor time added',
        unit: '%',
        values: [100 * (withKeys / without - 1)],
        atMost: 15,
      }),
      figure({ name: 'coordinator before, resident', unit: 'MB', values: [atStart] }),
      figure({ name: 'coordinator after all rounds, resident', unit: 'MB', values: [afterRounds], atMost: 150 }),
      figure({ name: `after ${manyRequests.toLocaleString('en')} requests more`, unit: 'MB', values: [afterMany] }),
      figure({ name: `of ${manyStreams.toLocaleString('en')} open streams, alive`, unit: '', values: [streams.alive] }),
      figure({ name: 'their events together', unit: '/s', values: [streams.eventsPerSecond] }),
      figure({ name: 'that coordinator before, resident', unit: 'MB', values: [atRest] }),
      figure({ name: 'that coordinator with all open, resident', unit: 'MB', values: [whileOpen], atMost: 400 }),
    ],
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
