/**
 * npm run chaos -- [--minutes N] [--seed S] [--only KIND,…] [--overlap] [--json]: faults drawn from a seed, in an office under load.
 *
 * An office on the rig: the coordinator's PC and four PCs with agents, two of them with Mesa's software device. Programs ask all the
 * time; runners, agents, PCs, cables, disks and clocks fail. Each answer is compared with the one that nobody disturbed. The same
 * seed draws the same faults and the same requests in the same order. Ends with 1 when an aim is missed: something did not heal, was
 * not answered, or wrongly, or was left behind.
 */
import { parseArgs } from 'node:util';
import { allFaultKinds, type FaultKind } from '../test/rig/chaos/kinds.ts';
import { figuresOf } from '../test/rig/chaos/figures.ts';
import { runChaos } from '../test/rig/chaos/run-chaos.ts';
import { figure, machineWords, printReport } from './report.ts';

const usage = `npm run chaos -- [--minutes N] [--seed S] [--only KIND,…] [--overlap] [--json]

  --minutes N    how long faults come (3)
  --seed S       a whole number: the same one draws the same faults and requests (1)
  --only KIND,…  these kinds of faults alone
  --overlap      two faults at once, of different PCs
  --json         one object in place of the table

Kinds: ${allFaultKinds.join(', ')}`;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    overlap: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const isKind = (name: string): name is FaultKind => (allFaultKinds as readonly string[]).includes(name);
const healWithinMs = 150_000;

async function main(): Promise<void> {
  if (values.help) return console.log(usage);
  const minutes = Number(values.minutes);
  const seed = Number(values.seed);
  const named = values.only?.split(',').map((name) => name.trim().replaceAll("'", '’')) ?? allFaultKinds;
  const kinds = named.filter(isKind);
  if (!(minutes > 0) || !Number.isInteger(seed) || kinds.length < named.length) throw new Error(usage);
  const since = Date.now();
  const say = (sentence: string): void =>
    void process.stderr.write(`${((Date.now() - since) / 1_000).toFixed(1).padStart(6)}  ${sentence}\n`);
  let end: number | null = null;
  const outcome = await runChaos({
    pcs: 4,
    softwareGpus: 2,
    replicas: 4,
    callers: 3,
    clocks: true,
    seed,
    kinds,
    shuffled: true,
    together: values.overlap ? 2 : 1,
    goesOn: () => Date.now() < (end ??= Date.now() + minutes * 60_000),
    healWithinMs,
    say,
  });
  const figures = figuresOf(outcome).map(figure);
  printReport({ name: 'chaos', machine: machineWords(), seed, figures });
  process.exitCode = figures.some(({ met }) => met === false) ? 1 : 0;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
