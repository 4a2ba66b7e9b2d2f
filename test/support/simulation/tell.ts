/** What a simulation showed, as a table for a person. */
import type { SimulationResult } from './simulate.ts';

type Row = readonly [what: string, figure: string];

/** @param minutes that it took, of real time and of a processor */
export function tell(result: SimulationResult, minutes: { readonly real: number; readonly processor: number }): string {
  const { seed, hours, machineHours, reachedAfter, digest, broken } = result;
  const late = reachedAfter.toSorted((a, b) => a - b);
  const quantile = (part: number): string => `${late[Math.floor(part * (late.length - 1))] ?? 0} s`;
  const rows: Row[] = [
    ['seed', String(seed)],
    ['hours', hours.toFixed(1)],
    ['machine-hours', inWords(machineHours)],
    ['machine-hours in a minute of real time', inWords(machineHours / minutes.real)],
    ['machine-hours in a minute of the processor', inWords(machineHours / minutes.processor)],
    ['plans', counted(result, 'plans')],
    ['loads', counted(result, 'loads')],
    ['unloads', counted(result, 'unloads')],
    ['moves', counted(result, 'moves')],
    ['loads whose memory others had taken meanwhile', counted(result, 'loads that others had taken the memory of')],
    [
      'required replicas that did not fit, over all times of calm',
      counted(result, 'required replicas that did not fit'),
    ],
    [
      'times that a longer search would have placed more',
      counted(result, 'required replicas that a longer search places'),
    ],
    ['faults', sumOf(result, 'fault: ')],
    ...rowsOf(result, 'fault: '),
    ['requests', counted(result, 'requests')],
    ...rowsOf(result, 'request: '),
    ['plan reached after the faults, times', String(late.length)],
    ['plan reached after the faults, middle', quantile(0.5)],
    ['plan reached after the faults, longest', quantile(1)],
    ['kept in memory by loop and deployer, at most', `${counted(result, 'most entries')} entries`],
    ['digest', digest],
  ];
  const width = Math.max(...rows.map(([what]) => what.length));
  const table = rows.map(([what, figure]) => `${what.padEnd(width)}  ${figure}`);
  if (!broken) return table.join('\n');
  const why = [`BROKEN with seed ${seed} at ${broken.at}: ${broken.what}`, 'What happened last:'];
  return [...table, '', ...why, ...broken.before.map((line) => `  ${line}`)].join('\n');
}

const rowsOf = ({ counts }: SimulationResult, kind: string): Row[] =>
  [...counts]
    .filter(([name]) => name.startsWith(kind))
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, times]) => [`  ${name.slice(kind.length)}`, inWords(times)]);

const sumOf = ({ counts }: SimulationResult, kind: string): string =>
  inWords([...counts].reduce((sum, [name, times]) => sum + (name.startsWith(kind) ? times : 0), 0));

const counted = ({ counts }: SimulationResult, name: string): string => inWords(counts.get(name) ?? 0);

const inWords = (figure: number): string => Math.round(figure).toLocaleString('en');
