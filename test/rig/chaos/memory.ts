/** What the office's programs hold of main memory. */
import { readFileSync } from 'node:fs';
import type { Ground } from './ground.ts';

/** Resident, in MB. */
export interface Memory {
  readonly coordinator: number;
  /** Of each agent, the coordinator's own too. */
  readonly agents: readonly number[];
}

export async function memoryOf(ground: Ground): Promise<Memory> {
  const agents = await Promise.all(ground.fleet.rig.pcs.map(({ name }) => ground.agentsOn(name)));
  const [coordinator = 0] = (await ground.coordinators()).map(residentMb);
  return { coordinator, agents: agents.flat().map(residentMb) };
}

const residentMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
