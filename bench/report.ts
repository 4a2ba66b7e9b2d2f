/** How every bench reports: a table for people, or with --json one object. */
import os from 'node:os';

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Smallest and largest of the runs that `value` is the middle of. */
  readonly spread: readonly [least: number, most: number] | null;
  /** What was aimed at: "≤ 3", in the same unit; null: only told. */
  readonly aim: string | null;
  readonly met: boolean | null;
}

export interface Report {
  readonly name: string;
  readonly machine: string;
  readonly seed: number | null;
  readonly figures: readonly Figure[];
}

export const machineWords = (): string =>
  `${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.availableParallelism()} cores, ${Math.round(os.totalmem() / 1024 ** 3)} GB, ${os.type()} ${os.release()}, Node ${process.versions.node}`;

/** The middle value and the spread of several runs. */
export function middle(values: readonly number[]): { value: number; spread: [number, number] } {
  const sorted = values.toSorted((a, b) => a - b);
  return { value: quantile(sorted, 0.5), spread: [sorted[0] ?? Number.NaN, sorted.at(-1) ?? Number.NaN] };
}

/** @param sorted ascending. @param q 0 to 1. */
export const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;

interface Given {
  readonly name: string;
  readonly unit: string;
  readonly values: readonly number[];
  /** At most this. */
  readonly atMost?: number;
  /** At least this. */
  readonly atLeast?: number;
}

export function figure({ name, unit, values, atMost, atLeast }: Given): Figure {
  const { value, spread } = middle(values);
  const aims = [
    ...(atMost === undefined ? [] : [{ words: `≤ ${atMost}`, met: value <= atMost }]),
    ...(atLeast === undefined ? [] : [{ words: `≥ ${atLeast}`, met: value >= atLeast }]),
  ];
  return {
    name,
    value,
    unit,
    spread: values.length > 1 ? spread : null,
    aim: aims.length > 0 ? aims.map(({ words }) => words).join(', ') : null,
    met: aims.length > 0 ? aims.every(({ met }) => met) : null,
  };
}

export function printReport(report: Report): void {
  if (process.argv.includes('--json')) return void process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  const rows = report.figures.map(({ name, value, unit, spread, aim, met }) => [
    name,
    `${round(value)} ${unit}`.trim(),
    spread ? `${round(spread[0])} … ${round(spread[1])}` : '',
    aim ?? '',
    met === null ? '' : met ? 'met' : 'MISSED',
  ]);
  const head = ['figure', 'middle', 'spread', 'aim', ''];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const write = (cells: readonly string[]) =>
    process.stdout.write(
      `${cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
  process.stdout.write(`${report.name} · ${report.machine}\n`);
  write(head);
  rows.forEach(write);
}

const round = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
