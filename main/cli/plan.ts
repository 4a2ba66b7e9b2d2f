/**
 * `aivailable plan OFFICE.json`: what would run where in the office that a file describes; it needs no office. Without a file: the
 * office that runs, with `--what-if` after a change, and with `--export` as such a file.
 */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { bytesInWords } from '../../contract/bytes-in-words.ts';
import { OfficeFile, type PlanFile, type PlanReplica } from '../../contract/office-file.ts';
import { refuse } from '../../contract/problem.ts';
import { typedPath } from '../base/typed-path.ts';
import { checkOffice } from '../planner/office/check-office.ts';
import { planOffice } from '../planner/office/plan-office.ts';
import { needOffice, stateOf } from './control-client.ts';
import { dataOption, jsonOption, type DataOptions } from './data-option.ts';
import { explainWhatIf } from './explain-what-if.ts';
import { linesOfRunning, runningPlan } from './running-plan.ts';
import { orExplain, print, printJson } from './output.ts';
import { readChange } from './read-change.ts';

const mostBytes = 32 * 1024 * 1024;
/** Mistakes that are named; a file of another kind has one in every line. */
const mostNamed = 50;

interface PlanOptions extends DataOptions {
  readonly whatIf?: string[];
  readonly export?: boolean;
}

/** Deployments without a place are part of the answer: the exit code is 1 only when there is no plan. */
export function addPlanCommand(program: Command): void {
  program
    .command('plan')
    .argument('[file]', 'an office: a file in the format aivailable-office/1; without one, the office that runs')
    .description('what would run where, and why')
    .addOption(dataOption())
    .addOption(jsonOption())
    .option('--what-if <change...>', 'after a change, such as "remove OFFICE-2"; nothing is done')
    .option('--export', 'the office that runs, as a file that this command reads')
    .action((file: string | undefined, options: PlanOptions) =>
      orExplain(options.json ?? false, () =>
        file === undefined ? planRunning(options) : planFile(file, options.json ?? false),
      ),
    );
}

function planFile(file: string, json: boolean): void {
  printPlan(readOffice(typedPath(file)), json);
}

function printPlan(office: OfficeFile, json: boolean): void {
  const start = performance.now();
  const planned = planOffice(office);
  const plan = { ...planned, milliseconds: performance.now() - start };
  if (json) printJson(plan);
  else linesOf(office, plan).forEach(print);
}

async function planRunning({ data, json = false, whatIf, export: asFile }: PlanOptions): Promise<void> {
  const office = await needOffice(data);
  if (whatIf) {
    const state = await stateOf(office);
    return explainWhatIf(
      office,
      whatIf.map((typed) => readChange(typed, state)),
      json,
    );
  }
  if (asFile) return printJson(OfficeFile.parse(await office.call('GET', '/control/plan/office')));
  const state = await stateOf(office);
  if (json) printJson(runningPlan(state));
  else linesOfRunning(state).forEach(print);
}

function readOffice(file: string): OfficeFile {
  const name = path.basename(file);
  const { office, mistakes } = checkOffice(parse(name, read(file, name)));
  if (office) return office;
  const named = mistakes.slice(0, mostNamed).map(({ path: at, message }) => `  ${at || 'the file'}: ${message}`);
  if (mistakes.length > mostNamed) named.push(`  and ${mistakes.length - mostNamed} more`);
  const count = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`;
  return refuse('office_file_invalid', [`${name} has ${count}:`, ...named].join('\n'));
}

function read(file: string, name: string): string {
  try {
    const { size } = statSync(file);
    if (size > mostBytes) {
      return refuse('office_file_invalid', `${name} has ${bytesInWords(size)}, at most ${bytesInWords(mostBytes)}.`);
    }
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    if (code === null) throw error;
    const why = code === 'ENOENT' ? 'There is no such file' : `It cannot be read (${code})`;
    return refuse('office_file_invalid', `${why}: ${file}`, { action: 'Name a file that is there and can be read.' });
  }
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse('office_file_invalid', `${name} is not JSON: ${why}.`);
  }
}

function linesOf({ machines }: OfficeFile, { replicas, refused, vram, milliseconds }: PlanFile): string[] {
  const gpuNames = new Map(machines.flatMap(({ gpus }) => gpus.map(({ id, name }) => [id, name])));
  const placed = machines.flatMap((machine) => {
    const own = replicas.filter((replica) => replica.machine === machine.id);
    if (own.length === 0) return [];
    const rows = own.map((replica) => rowOf(replica, gpuNames));
    const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
    return [
      machine.name,
      ...rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`),
    ];
  });
  const missing = refused.map(
    ({ model, replicas: { wished, placed: count }, reason, remedy }) =>
      `${model}: ${count} of ${wished}. ${reason} ${remedy}`,
  );
  const share = vram.usable > 0 ? Math.round((100 * vram.used) / vram.usable) : 0;
  return [
    ...placed,
    ...(missing.length > 0 ? ['Fewer replicas than required:', ...missing.map((line) => `  ${line}`)] : []),
    `${bytesInWords(vram.used)} of ${bytesInWords(vram.usable)} usable video memory in use (${share} %), planned in ${Math.round(milliseconds)} ms.`,
  ];
}

function rowOf(
  { gpus, model, variant, slots, context, bytes, reason }: PlanReplica,
  names: ReadonlyMap<string, string>,
) {
  return [
    gpus.map((gpu) => names.get(gpu) ?? gpu).join(' + '),
    `${model} ${variant}`,
    `${slots} × ${context}`,
    bytesInWords(bytes.total),
    reason,
  ];
}
