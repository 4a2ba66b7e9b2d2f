/**
 * npm run bench -- fleet: what machines cost the coordinator at rest, and how soon it knows that one is lost.
 *
 * 1,000 fake agents in one process hold real tunnels (TLS 1.3, HTTP/2, leases both ways, reports) to the real coordinator; then, in
 * an office of one more, an agent is ended, stopped and continued; as root, an office on the rig goes through joining, installing and
 * faults. `--machines N` takes another number, `--only many|faults|rig` one part.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { MachineState } from '../contract/control-api.ts';
import type { Identity } from '../node-agent/link/identity.ts';
import { FleetOffice } from './parts/fleet-office.ts';
import { processorSeconds, residentMb } from './parts/processes.ts';
import { measureOnRig } from './parts/rig-figures.ts';
import { SpeakingChild } from './parts/speaking-child.ts';
import { figure, machineWords, printReport, quantile, type Figure } from './report.ts';

const { values } = parseArgs({
  strict: false,
  options: { machines: { type: 'string', default: '1000' }, only: { type: 'string' } },
});
const many = Number(values.machines);
const settleMs = 15_000;
const restMs = 30_000;
const faultRuns = 7;
const lookEveryMs = 5;

const folder = mkdtempSync(path.join(os.tmpdir(), 'aivailable-bench-'));

/** Starts agents of an office in a process of their own; resolves when all are connected. */
async function startFleet(office: FleetOffice, identities: readonly Identity[]): Promise<SpeakingChild> {
  const child = new SpeakingChild([
    '--disable-warning=ExperimentalWarning',
    'bench/parts/fake-fleet.ts',
    office.plan(identities),
  ]);
  await child.line();
  return child;
}

interface Rest {
  readonly mb: number;
  /** Part of one core. */
  readonly processor: number;
}

/** What the coordinator takes while nothing happens. */
async function atRest(pid: number): Promise<Rest> {
  const before = processorSeconds(pid);
  const since = performance.now();
  await wait(restMs);
  return { mb: residentMb(pid), processor: ((processorSeconds(pid) - before) * 1000) / (performance.now() - since) };
}

async function measureMany(): Promise<Figure[]> {
  const office = await FleetOffice.start(path.join(folder, 'many'), many);
  let fleet: SpeakingChild | null = null;
  try {
    await wait(settleMs);
    const alone = await atRest(office.pid);
    const since = performance.now();
    fleet = await startFleet(office, office.identities);
    const joinedMs = performance.now() - since;
    await wait(settleMs);
    await fleet.ask();
    const full = await atRest(office.pid);
    const trips = (JSON.parse(await fleet.ask()) as number[]).toSorted((a, b) => a - b);
    const here = (await office.state()).machines.filter(({ state }) => state === 'ready').length;
    if (here < many) throw new Error(`only ${here} of ${many} machines are ready`);
    return [
      figure({ name: `coordinator, resident, ${many} machines known, none connected`, unit: 'MB', values: [alone.mb] }),
      figure({ name: `the same, all connected`, unit: 'MB', values: [full.mb] }),
      figure({ name: 'memory of a machine at rest', unit: 'MB', values: [(full.mb - alone.mb) / many], atMost: 0.5 }),
      figure({
        name: 'processor of a machine at rest, of a core',
        unit: '%',
        values: [((full.processor - alone.processor) * 100) / many],
        atMost: 0.05,
      }),
      figure({ name: 'heartbeat there and back (p50)', unit: 'ms', values: [quantile(trips, 0.5)] }),
      figure({ name: 'heartbeat there and back (p99)', unit: 'ms', values: [quantile(trips, 0.99)] }),
      figure({ name: 'all connect', unit: 's', values: [joinedMs / 1000] }),
    ];
  } finally {
    await fleet?.end();
    await office.end();
  }
}

async function until(office: FleetOffice, id: string, state: MachineState): Promise<number> {
  const since = performance.now();
  while ((await office.state()).machines.find((machine) => machine.id === id)?.state !== state) await wait(lookEveryMs);
  return performance.now() - since;
}

async function measureFaults(): Promise<Figure[]> {
  const office = await FleetOffice.start(path.join(folder, 'faults'), 1);
  const [identity] = office.identities;
  if (!identity) throw new Error('the office has no machine');
  const ended: number[] = [];
  const silent: number[] = [];
  let agent: SpeakingChild | null = null;
  try {
    for (let run = 0; run < faultRuns; run += 1) {
      for (const [signal, times] of [
        ['SIGKILL', ended],
        ['SIGSTOP', silent],
      ] as const) {
        agent = await startFleet(office, [identity]);
        await until(office, identity.machineId, 'ready');
        agent.kill(signal);
        times.push((await until(office, identity.machineId, 'lost')) / 1000);
        await agent.end();
      }
    }
  } finally {
    await agent?.end();
    await office.end();
  }
  return [
    figure({ name: 'agent killed, until it is lost', unit: 's', values: ended, atMost: 0.1 }),
    figure({ name: 'agent silent (SIGSTOP), until it is lost', unit: 's', values: silent, atMost: 6 }),
  ];
}

try {
  const isRoot = process.getuid?.() === 0;
  const parts = { many: measureMany, faults: measureFaults, ...(isRoot ? { rig: measureOnRig } : {}) };
  const figures: Figure[] = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (values.only === undefined || values.only === name) figures.push(...(await measure()));
  }
  if (!isRoot) process.stderr.write('Not root: the figures from the rig are left out.\n');
  printReport({ name: 'fleet', machine: machineWords(), seed: null, figures });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
