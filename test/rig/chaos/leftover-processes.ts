/** Processes that nobody answers for: runners without an agent while the office runs, and all that is left after its end. */
import { readFileSync } from 'node:fs';
import { until } from '../../support/until.ts';
import type { Ground } from './ground.ts';

/** A runner notices within this that its agent is gone. */
const noticedWithinMs = 10_000;
const endsWithinMs = 30_000;
/** The rig's own way into the coordinator's PC. */
const door = 'programs/door.ts';

/** Runners whose agent is gone, and which stay all the same: "pc1: 4711". */
export async function orphanedRunners(ground: Ground): Promise<string[]> {
  let found: string[] = [];
  await until(
    'no runner is without an agent',
    async () => {
      found = await runnersWithoutAgent(ground);
      return found.length === 0;
    },
    noticedWithinMs,
  ).catch(() => undefined);
  return found;
}

async function runnersWithoutAgent(ground: Ground): Promise<string[]> {
  const all = await Promise.all(
    ground.fleet.rig.pcs.map(async ({ name }) => {
      const agents = await ground.agentsOn(name);
      return (await ground.runnersOn(name))
        .filter((pid) => !agents.includes(parentOf(pid) ?? agents[0] ?? 0))
        .map((pid) => `${name}: ${pid}`);
    }),
  );
  return all.flat();
}

/** Ends coordinator and agents in order. @returns what is left of them then: "pc1: llama-runner …" */
export async function endOffice(ground: Ground): Promise<string[]> {
  if ((await ground.coordinators()).length > 0) await ground.office.command('stop');
  await Promise.all([...ground.services.values()].map((service) => service.stop()));
  let left: string[] = [];
  await until(
    'nothing of the office runs',
    async () => {
      left = await processesLeft(ground);
      return left.length === 0;
    },
    endsWithinMs,
  ).catch(() => undefined);
  return left;
}

async function processesLeft(ground: Ground): Promise<string[]> {
  const all = await Promise.all(
    ground.fleet.rig.pcs.map(async ({ name, namespace }) =>
      (await namespace.pids())
        .map((pid) => commandOf(pid))
        .filter((command) => command !== '' && !command.includes(door))
        .map((command) => `${name}: ${command}`),
    ),
  );
  return all.flat();
}

/** Null: it ended in this moment. */
function parentOf(pid: number): number | null {
  const parent = /^PPid:\s+(\d+)$/m.exec(fileOf(pid, 'status'))?.[1];
  return parent === undefined ? null : Number(parent);
}

/** Empty of what ended in this moment. */
const commandOf = (pid: number): string => fileOf(pid, 'cmdline').replaceAll('\0', ' ').trim();

function fileOf(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
