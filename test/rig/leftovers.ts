/** What rigs leave behind whose process was killed, and how a rig is told from one that still runs. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { unmountBelow } from './disk.ts';
import { Namespace } from './namespace.ts';

/** Where rigs keep disks and files, each in a folder of its own. */
export const rigsFolder = '/run/aivailable-rig';

/** "rig-4711-8c3f": this process, told apart from a later one of the same id by when it began. */
export const ownRun = (): string => `rig-${process.pid}-${startOf(process.pid)}`;

/** Takes down every rig whose process is gone. */
export async function removeLeftovers(): Promise<void> {
  const names = [...(await Namespace.list()), ...(existsSync(rigsFolder) ? readdirSync(rigsFolder) : [])];
  const dead = new Set(names.flatMap((name) => runOf(name) ?? []).filter((run) => !lives(run)));
  for (const run of dead) await removeAll(run);
}

/** Takes down all that has this prefix: processes, mounts, namespaces, folders. */
export async function removeAll(prefix: string): Promise<void> {
  const namespaces = (await Namespace.list())
    .filter((name) => name.startsWith(`${prefix}-`))
    .map((name) => Namespace.named(name));
  await Promise.all(namespaces.map((namespace) => namespace.kill()));
  const folders = existsSync(rigsFolder) ? readdirSync(rigsFolder) : [];
  for (const folder of folders.filter((name) => name === prefix || name.startsWith(`${prefix}-`))) {
    await unmountBelow(path.join(rigsFolder, folder));
    await rm(path.join(rigsFolder, folder), { recursive: true, force: true });
  }
  for (const namespace of namespaces) await namespace.remove();
}

/** "rig-4711-8c3f" of "rig-4711-8c3f-1-pc2". */
const runOf = (name: string): string | null => /^rig-\d+-[0-9a-z]+(?=-)/.exec(name)?.[0] ?? null;

function lives(run: string): boolean {
  const [, pid = '', start = ''] = run.split('-');
  return startOf(Number(pid)) === start;
}

/** When a process began, in ticks since the machine did; null when there is none of that id. */
function startOf(pid: number): string | null {
  try {
    // The program's name stands in parentheses and may hold anything; the fields behind it are numbers.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return Number(fields[19]).toString(36);
  } catch {
    return null;
  }
}
