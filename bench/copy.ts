/**
 * npm run bench -- copy: how fast model files come into the office and to its machines, and what tokens feel of it.
 *
 * A download goes from nginx, which serves as the hub, into the library; a copy goes from the coordinator to real agents, one and
 * three at once. Each is held against curl and sha256sum, which bring the same file from nginx: plain for the download, over
 * TLS 1.3 for the copies. Tokens of another agent stream meanwhile through tunnel and gateway; each holds the moment of its
 * writing. All of it shares the processor of one PC, so tokens are measured beside curl and sha256sum, too.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bundle } from '../scripts/bundle-programs.mjs';
import { programFlags } from '../scripts/node24.mjs';
import { goodKey } from '../test/support/gateway/gateway-server.ts';
import { stream, type Target } from './parts/client.ts';
import { curlAndHash, layModel, nginxConfig, type GroundFile } from './parts/copy-ground.ts';
import { Processes } from './parts/processes.ts';
import { SpeakingChild } from './parts/speaking-child.ts';
import { figure, machineWords, middle, printReport, quantile, type Figure } from './report.ts';

const seed = 20_261_101;
const rounds = 3;
const megabytes = 300;
const machines = 3;
const everyMs = 4;
/** Of one look: short, so that hardly any is not beside what runs. */
const tokensAtOnce = 50;
const quietTokens = 500;
const ports = { hub: 28_440, tls: 28_441 };
const settings = {
  lan: { host: '127.0.0.1', port: 0 },
  agents: { host: '127.0.0.1', port: 0 },
  discovery: { enabled: false },
};

const folder = mkdtempSync(path.join(os.tmpdir(), 'aivailable-bench-'));

interface Office {
  readonly child: SpeakingChild;
  readonly target: Target;
}

async function openOffice(model: GroundFile, programs: Processes): Promise<Office> {
  const data = path.join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(path.join(data, 'settings.json'), JSON.stringify(settings));
  const bundled = '.cache/bench/copy-office.mjs';
  await bundle('bench/parts/copy-office.ts', bundled);
  const args = [...programFlags, bundled, data, model.file, model.sha256, `http://127.0.0.1:${ports.hub}/`];
  const child = new SpeakingChild(args, { FAKE_AGENT: `--timestamps --tokens 100000 --every-ms ${everyMs}` });
  const { port, agents, tokens } = JSON.parse(await child.line()) as { port: number; agents: string; tokens: string[] };
  const agent = [...programFlags, 'dist/node-agent.mjs'];
  for (const [index, token] of tokens.entries()) {
    const own = ['--data', path.join(folder, `agent-${index}`)];
    execFileSync(process.execPath, [...agent, 'join', token, ...own, '--coordinator', agents], { stdio: 'ignore' });
    await programs.start(process.execPath, [...agent, 'run', ...own, '--no-discovery'], { speaks: false });
  }
  await child.ask(`machines ${machines}`);
  return { child, target: { name: 'gateway', port, keys: [goodKey] } };
}

/** p99 of how long tokens were under way, in milliseconds. */
const p99 = (lags: readonly number[]): number =>
  quantile(
    lags.toSorted((a, b) => a - b),
    0.99,
  ) / 1_000;

/** Streams tokens until something is done. @returns how long that took, and the tokens’ p99; both in milliseconds */
async function withTokens(target: Target, work: Promise<number>): Promise<{ ms: number; delay: number }> {
  const over = new AbortController();
  const ended = work.finally(() => over.abort());
  const lags: number[] = [];
  while (!over.signal.aborted) {
    const { lags: seen } = await stream(target, tokensAtOnce);
    if (!over.signal.aborted || lags.length === 0) lags.push(...seen);
  }
  return { ms: await ended, delay: p99(lags) };
}

interface Round {
  /** MB/s, of all machines together. */
  readonly speeds: Record<'plain' | 'download' | 'tls' | 'copy' | 'tlsThree' | 'copyThree', number>;
  /** p99 in milliseconds. */
  readonly delays: Record<'none' | 'curl' | 'copy' | 'copyThree', number>;
}

async function measure({ child, target }: Office, { sizeBytes }: GroundFile): Promise<Round> {
  const speed = (ms: number, count = 1): number => (sizeBytes * count) / 1_000 / ms;
  const told = async (what: string): Promise<number> => Number(await child.ask(what));
  const hub = `http://127.0.0.1:${ports.hub}/`;
  const tls = `https://127.0.0.1:${ports.tls}/`;
  const none = p99((await stream(target, quietTokens)).lags);
  const plain = await curlAndHash(hub, folder, 1);
  const download = await told('download');
  const curl = await withTokens(target, curlAndHash(tls, folder, 1));
  const copy = await withTokens(target, told('copy 1'));
  const curlThree = await withTokens(target, curlAndHash(tls, folder, machines));
  const copyThree = await withTokens(target, told(`copy ${machines}`));
  const speeds = {
    plain: speed(plain),
    download: speed(download),
    tls: speed(curl.ms),
    copy: speed(copy.ms),
    tlsThree: speed(curlThree.ms, machines),
    copyThree: speed(copyThree.ms, machines),
  };
  const delays = { none, curl: curl.delay, copy: copy.delay, copyThree: copyThree.delay };
  return { speeds, delays };
}

function figuresOf(all: readonly Round[]): Figure[] {
  const speed = (name: string, which: keyof Round['speeds']): Figure =>
    figure({ name, unit: 'MB/s', values: all.map(({ speeds }) => speeds[which]) });
  const part = (name: string, own: keyof Round['speeds'], other: keyof Round['speeds']): Figure =>
    figure({ name, unit: '×', values: all.map(({ speeds }) => speeds[own] / speeds[other]), atLeast: 0.5 });
  const delay = (name: string, which: keyof Round['delays']): Figure =>
    figure({ name, unit: 'ms', values: all.map(({ delays }) => delays[which]) });
  // Against the middle: a single quiet round has few tokens.
  const quiet = middle(all.map(({ delays }) => delays.none)).value;
  const slower = (name: string, which: keyof Round['delays']): Figure =>
    figure({ name, unit: '×', values: all.map(({ delays }) => delays[which] / quiet), atMost: 2 });
  return [
    speed('curl and sha256sum, plain', 'plain'),
    speed('download into the library', 'download'),
    part('download ÷ curl and sha256sum', 'download', 'plain'),
    speed('curl and sha256sum, TLS', 'tls'),
    speed('copy to one machine', 'copy'),
    part('copy ÷ curl and sha256sum, TLS', 'copy', 'tls'),
    speed(`${machines} × curl and sha256sum, TLS, together`, 'tlsThree'),
    speed(`copy to ${machines} machines, together`, 'copyThree'),
    part(`copy to ${machines} machines ÷ curl and sha256sum, TLS`, 'copyThree', 'tlsThree'),
    delay('token delay, nothing beside (p99)', 'none'),
    delay('token delay beside curl and sha256sum (p99)', 'curl'),
    delay('token delay during a copy (p99)', 'copy'),
    delay(`token delay during copies to ${machines} machines (p99)`, 'copyThree'),
    slower('token delay during a copy ÷ none (p99)', 'copy'),
    slower(`token delay during copies to ${machines} machines ÷ none (p99)`, 'copyThree'),
  ];
}

try {
  await using programs = new Processes();
  const model = await layModel(folder, megabytes, seed);
  const config = await nginxConfig(folder, model, ports);
  await programs.start('nginx', ['-p', folder, '-c', config, '-g', 'daemon off;'], { speaks: false });
  const office = await openOffice(model, programs);
  try {
    const all: Round[] = [];
    for (let round = 0; round < rounds; round += 1) all.push(await measure(office, model));
    printReport({ name: 'copy', machine: machineWords(), seed, figures: figuresOf(all) });
  } finally {
    await office.child.end();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
