/** What llama.cpp itself projects for a model file, by its program llama-fit-params. It reads the header alone. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ReplicaMemory } from '../../contract/replica.ts';
import type { Shape } from '../../main/planner/memory/shape.ts';

const run = promisify(execFile);
const mib = 1024 * 1024;

/**
 * @param command the program, with arguments of one's own that bring in a device (--rpc HOST:PORT -ngl 999)
 * @returns what it prints for that device, rounded down to MiB as it prints it
 */
export async function fitParams(
  command: string,
  file: string,
  { contextLength, slots }: Shape,
  batch: number,
): Promise<ReplicaMemory> {
  const [program = '', ...own] = command.split(' ');
  const shape = ['-c', String(contextLength * slots), '-np', String(slots), '-b', String(batch), '-ub', String(batch)];
  const { stdout } = await run(program, [...own, '--fit-print', 'on', '-m', file, ...shape]);
  const lines = [...stdout.matchAll(/^(\S+) (\d+) (\d+) (\d+)/gm)].filter(([, device]) => device !== 'Host');
  if (lines.length !== 1) throw new Error(`llama-fit-params names ${lines.length} devices, not one`);
  const [weights = 0, cache = 0, work = 0] = (lines[0] ?? []).slice(2).map((figure) => Number(figure) * mib);
  return { weightsBytes: weights, cacheBytes: cache, workBytes: work };
}
