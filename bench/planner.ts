/**
 * npm run bench -- planner [FOLDER …]: how good the plans for office files are, and how fast.
 *
 * Offices made by seeded chance are compared with what a search of thirty times the effort finds. Offices of a folder are
 * compared with their optima, where a file `optima-FOLDER.json` beside the folder names them ({"office.json": {"score": 1037}}):
 * exact ones, or bounds that no plan can pass. The baselines are what offices do without a planner: b1, each PC runs one model
 * that no other runs; b1d, PCs that would stand idle run the most wanted one again.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PlanFile, type OfficeFile } from '../contract/office-file.ts';
import { checkOffice } from '../main/planner/office/check-office.ts';
import { planOffice } from '../main/planner/office/plan-office.ts';
import { usualLooks } from '../main/planner/search/solve.ts';
import { judgePlan } from '../test/support/planner/judge-plan.ts';
import { madeOffice } from '../test/support/planner/made-office.ts';
import { programFlags } from '../scripts/node24.mjs';
import { separateServers } from './parts/separate-servers.ts';
import { figure, machineWords, printReport, type Figure } from './report.ts';

const seed = 4;
const longer = 30;
const rounds = 5;

interface Row {
  readonly gpus: number;
  readonly ratio: number;
  readonly violations: number;
  readonly utilisation: number;
  readonly b1: number;
  readonly b1d: number;
  readonly milliseconds: number;
}

const gpuCount = (office: OfficeFile): number => office.machines.flatMap(({ gpus }) => gpus).length;

/** @param best points of the optimum; null: what a longer search finds. */
function measure(office: OfficeFile, best: number | null): Row {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    planOffice(office);
    return performance.now() - start;
  });
  const verdict = judgePlan(office, planOffice(office).replicas);
  const effort = longer * usualLooks(gpuCount(office));
  const most = best ?? Math.max(verdict.score, judgePlan(office, planOffice(office, effort).replicas).score);
  return {
    gpus: gpuCount(office),
    ratio: most > 0 ? verdict.score / most : 1,
    violations: verdict.violations.length,
    utilisation: verdict.utilisation,
    b1: judgePlan(office, separateServers(office, false)).utilisation,
    b1d: judgePlan(office, separateServers(office, true)).utilisation,
    milliseconds: median(times),
  };
}

function ownOffices(): OfficeFile[] {
  const pressures = [0.55, 0.95, 1.4];
  return [1, 2, 3, 6, 12, 25, 60].flatMap((gpus, size) =>
    pressures.map((pressure, way) =>
      madeOffice({
        seed: seed + 10 * size + way,
        gpus,
        models: Math.max(2, Math.min(14, Math.round(2 + gpus * 0.6))),
        pressure,
        running: way === 1 ? 0.8 : 0,
        othersUse: (size + way) % 3 === 0,
        limits: (size + way) % 4 === 0,
        offline: way === 2 ? 0.07 : 0,
      }),
    ),
  );
}

const largeOffice = (): OfficeFile => madeOffice({ seed, gpus: 1000, models: 200, pressure: 0.9 });

function officesIn(folder: string): { office: OfficeFile; best: number | null }[] {
  const known = path.join(path.dirname(path.resolve(folder)), `optima-${path.basename(path.resolve(folder))}.json`);
  const optima = existsSync(known)
    ? (JSON.parse(readFileSync(known, 'utf8')) as Record<string, { score: number }>)
    : {};
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => {
      const { office, mistakes } = checkOffice(JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
      if (!office) throw new Error(`${name}: ${mistakes.map((one) => `${one.path} ${one.message}`).join('; ')}`);
      return { office, best: optima[name]?.score ?? null };
    });
}

/** The middle value; of an even number the mean of the two in the middle. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = Number.NaN, high = low] = sorted.slice(Math.ceil(sorted.length / 2) - 1);
  return sorted.length % 2 === 0 ? (low + high) / 2 : low;
}

/** @param aims whether the aims are meant for these: for exact optima, and for offices as the issue has them. */
function figuresOf(name: string, rows: readonly Row[], best: string, aims: boolean): Figure[] {
  const of = (pick: (row: Row) => number) => rows.map(pick);
  const large = rows.some(({ gpus }) => gpus >= 1000);
  const short = of((row) => 100 * (1 - row.ratio));
  const over = (pick: (row: Row) => number) => median(of((row) => row.utilisation)) / median(of(pick));
  const aim = (least: number) => (aims && !large ? { atLeast: least } : {});
  const shortBy = (most: number) => (aims ? { atMost: large ? 3 : most } : {});
  const one = (what: string, unit: string, value: number, aimed: { atMost?: number; atLeast?: number } = {}) =>
    figure({ name: `${name}: ${what}`, unit, values: [value], ...aimed });
  return [
    one('rules broken', '', Math.max(...of((row) => row.violations)), { atMost: 0 }),
    one(`points short of ${best}, middle`, '%', median(short), shortBy(0.5)),
    one(`points short of ${best}, worst`, '%', Math.max(...short), shortBy(2)),
    one('video memory in use, middle', '%', 100 * median(of((row) => row.utilisation))),
    one(
      'memory in use ÷ b1’s',
      '×',
      over((row) => row.b1),
      aim(2.3),
    ),
    one(
      'memory in use ÷ b1d’s',
      '×',
      over((row) => row.b1d),
      aim(1.6),
    ),
    one('time, slowest office', 'ms', Math.max(...of((row) => row.milliseconds)), { atMost: large ? 2000 : 50 }),
  ];
}

/** Milliseconds that the command itself says for an office of 60 GPUs: each time a new process, nothing compiled yet. */
function commandTimes(): number[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'aivailable-bench-'));
  try {
    const file = path.join(folder, 'office.json');
    writeFileSync(file, JSON.stringify(madeOffice({ seed, gpus: 60, models: 14, pressure: 1.1 })));
    return Array.from({ length: rounds }, () => {
      const { stdout } = spawnSync(process.execPath, [...programFlags, 'dist/aivailable.mjs', 'plan', file, '--json'], {
        encoding: 'utf8',
      });
      return PlanFile.parse(JSON.parse(stdout)).milliseconds;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const search = 'a long search’s';
const folders = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const own = ownOffices().map((office) => measure(office, null));
const figures = [
  ...figuresOf('made', own, search, false),
  ...figuresOf('made, 1,000 GPUs', [measure(largeOffice(), null)], search, false),
  figure({ name: 'made, 60 GPUs: time in a new process', unit: 'ms', values: commandTimes(), atMost: 50 }),
  ...folders.flatMap((folder) => {
    const rows = officesIn(folder).map(({ office, best }) => measure(office, best));
    const large = rows.some(({ gpus }) => gpus >= 1000);
    return figuresOf(path.basename(folder), rows, large ? 'the bound' : 'the optimum', true);
  }),
];
printReport({ name: 'planner', machine: machineWords(), seed, figures });
