/**
 * npm run bench -- gateway: what the way through gateway and tunnel costs, beside nginx and beside no proxy at all.
 *
 * All three serve the same answers: without a proxy the client asks a fake upstream; nginx proxies that upstream; and the
 * coordinator asks a fake agent through the real tunnel (HTTP/2 over TLS 1.3), with keys and usage on. Each event holds the
 * moment of its writing, so that the client reads how long it was under way. The three take turns, round by round.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bundle } from '../scripts/bundle-programs.mjs';
import { programFlags } from '../scripts/node24.mjs';
import { findPrograms } from '../main/coordinator/programs.ts';
import { Keys } from '../main/ledger/keys.ts';
import { openLedger } from '../main/ledger/ledger.ts';
import { ModelBook } from '../main/ledger/models.ts';
import { Library } from '../main/library/library.ts';
import { requestsPerSecond, stream, type Target } from './parts/client.ts';
import { quietOffice } from '../test/support/quiet-office.ts';
import { Processes, residentMb } from './parts/processes.ts';
import { figure, machineWords, middle, printReport, quantile, type Figure } from './report.ts';

const rounds = 7;
const connections = 32;
/** Events of a paced stream, and the pace: slower than anything here, so that the lag is the way and not a queue. */
const pacedEvents = 400;
const everyMs = 4;
const firstTokens = 200;
const ports = { upstream: 28_430, nginx: 28_431, office: 28_432 };

const folder = mkdtempSync(path.join(os.tmpdir(), 'aivailable-bench-'));

async function prepareOffice(dataDir: string): Promise<string> {
  const db = openLedger(dataDir);
  const book = new ModelBook(db);
  await new Library(dataDir, book).ensureDemoModel(findPrograms().demoModel);
  for (const deployment of book.deployments())
    book.putDeployment({ ...deployment, slots: { min: connections, max: connections } });
  const { key } = new Keys(db).create('bench');
  db.close();
  return key;
}

const nginxConfig = `
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/nginx.log;
events { worker_connections 512; }
http {
  access_log off;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/f;
  uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  upstream up { server 127.0.0.1:${ports.upstream}; keepalive 64; }
  server {
    listen 127.0.0.1:${ports.nginx};
    keepalive_requests 1000000;
    location / { proxy_pass http://up; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; }
  }
}`;

interface Round {
  readonly lagUs: number;
  readonly firstP50Ms: number;
  readonly firstP99Ms: number;
  readonly perSecond: number;
}

async function measure(target: Target): Promise<Round> {
  const paced = (await stream(target, pacedEvents)).lags.toSorted((a, b) => a - b);
  const firsts: number[] = [];
  for (let run = 0; run < firstTokens; run += 1) firsts.push((await stream(target, 1)).firstMs);
  firsts.sort((a, b) => a - b);
  const perSecond = await requestsPerSecond(target, connections, 1_000);
  return {
    lagUs: quantile(paced, 0.5),
    firstP50Ms: quantile(firsts, 0.5),
    firstP99Ms: quantile(firsts, 0.99),
    perSecond,
  };
}

function figuresOf(rows: { none: Round; nginx: Round; office: Round }[], coordinatorMb: number): Figure[] {
  const added = (pick: (round: Round) => number, who: 'nginx' | 'office') =>
    rows.map((row) => pick(row[who]) - pick(row.none));
  // Of the middles: in a single round nginx's own addition may drown in the noise.
  const lag = (who: 'nginx' | 'office') => middle(added((round) => round.lagUs, who)).value;
  const rates = (who: 'none' | 'nginx' | 'office') => rows.map((row) => row[who].perSecond);
  return [
    figure({ name: 'event lag, no proxy (p50)', unit: 'µs', values: rows.map((row) => row.none.lagUs) }),
    figure({ name: 'added per event, nginx (p50)', unit: 'µs', values: added((round) => round.lagUs, 'nginx') }),
    figure({
      name: 'added per event, gateway and tunnel (p50)',
      unit: 'µs',
      values: added((round) => round.lagUs, 'office'),
    }),
    figure({ name: 'added per event ÷ nginx’s', unit: '×', values: [lag('office') / lag('nginx')], atMost: 3 }),
    figure({
      name: 'added before the first token (p50)',
      unit: 'ms',
      values: added((round) => round.firstP50Ms, 'office'),
      atMost: 1,
    }),
    figure({
      name: 'added before the first token (p99)',
      unit: 'ms',
      values: added((round) => round.firstP99Ms, 'office'),
      atMost: 5,
    }),
    figure({
      name: 'added before the first token, nginx (p50)',
      unit: 'ms',
      values: added((round) => round.firstP50Ms, 'nginx'),
    }),
    figure({ name: `requests/s at ${connections} connections, no proxy`, unit: '/s', values: rates('none') }),
    figure({ name: `requests/s at ${connections} connections, nginx`, unit: '/s', values: rates('nginx') }),
    figure({
      name: `requests/s at ${connections} connections, gateway and tunnel`,
      unit: '/s',
      values: rates('office'),
    }),
    figure({
      name: 'requests/s ÷ nginx’s',
      unit: '×',
      values: rows.map((row) => row.office.perSecond / row.nginx.perSecond),
    }),
    figure({ name: 'coordinator after all rounds, resident', unit: 'MB', values: [coordinatorMb], atMost: 150 }),
  ];
}

try {
  await using programs = new Processes();
  // Bundled as the product is: run from its sources, the coordinator would hold Node's TypeScript loader too.
  const bundled = '.cache/bench/coordinator.mjs';
  await bundle('bench/parts/coordinator.ts', bundled);
  const node = (file: string) => [...programFlags, path.resolve(file)];
  const data = path.join(folder, 'data');
  quietOffice(data);
  const key = await prepareOffice(data);
  writeFileSync(path.join(folder, 'nginx.conf'), nginxConfig);
  await programs.start(process.execPath, [...node('bench/parts/upstream.ts'), String(ports.upstream), String(everyMs)]);
  await programs.start('nginx', ['-p', folder, '-c', path.join(folder, 'nginx.conf'), '-g', 'daemon off;'], {
    speaks: false,
  });
  const env = { FAKE_AGENT: `--timestamps --tokens 100000 --every-ms ${everyMs}` };
  const office = await programs.start(process.execPath, [...node(bundled), data, String(ports.office)], {
    env,
  });

  const none = { name: 'no proxy', port: ports.upstream, key };
  const nginx = { name: 'nginx', port: ports.nginx, key };
  const gateway = { name: 'gateway', port: ports.office, key };
  for (const target of [none, nginx, gateway]) await measure(target);
  const rows: { none: Round; nginx: Round; office: Round }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    rows.push({ none: await measure(none), nginx: await measure(nginx), office: await measure(gateway) });
  }
  printReport({
    name: 'gateway',
    machine: machineWords(),
    seed: null,
    figures: figuresOf(rows, residentMb(office.pid)),
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
