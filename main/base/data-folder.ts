/** The data folder of an office: made, checked and held by one coordinator at a time. */
import { accessSync, closeSync, constants, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { holdFileLock } from '../../common/file-lock.ts';
import { makeFolder } from '../../common/make-folder.ts';
import { isFullDisk } from '../../common/disk-space.ts';
import { problem, ProblemError, refuse } from '../../contract/problem.ts';

/** What a running coordinator tells other programs of the same user, in `running.json`, mode 0600. */
export const Running = z.object({ pid: z.int(), port: z.int(), token: z.string(), link: z.string() });
export type Running = z.infer<typeof Running>;

/** Makes the folder if it is missing. @throws ProblemError data_not_writable */
export function openDataFolder(folder: string): void {
  try {
    makeFolder(folder, 0o700);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const trial = path.join(folder, `.trial-${process.pid}`);
    writeFileSync(trial, '');
    rmSync(trial);
  } catch (error) {
    throw notWritten(folder, error);
  }
}

/** What a write into the folder threw, in words of the folder. */
export function notWritten(folder: string, error: unknown, extra: { readonly effect?: string } = {}): ProblemError {
  const { code } = error as NodeJS.ErrnoException;
  const why = isFullDisk(error)
    ? problem('disk_full', `The disk of the data folder ${folder} is full.`, extra)
    : problem('data_not_writable', `The data folder ${folder} cannot be written (${code}).`, extra);
  return new ProblemError(why, { cause: error });
}

/**
 * Takes the folder for this process until it ends, however it ends. @returns how to let go.
 * @throws ProblemError data_in_use, with the address of the one that runs; data_not_writable
 */
export function holdDataFolder(folder: string): () => void {
  const letGo = holdFileLock(path.join(folder, 'lock.sqlite'));
  if (letGo) return letGo;
  const running = readRunning(folder);
  const where = running ? ` at http://127.0.0.1:${running.port}` : '';
  return refuse('data_in_use', `An office runs from ${folder} already${where}.`);
}

export function writeRunning(folder: string, running: Running): void {
  writeFileSync(path.join(folder, 'running.json'), JSON.stringify(running), { mode: 0o600 });
}

export function removeRunning(folder: string): void {
  rmSync(path.join(folder, 'running.json'), { force: true });
}

/** Whether another user of this PC has an office in this folder, or may have: what its coordinator says is for its user alone. */
export function isOfAnotherUser(folder: string): boolean {
  try {
    closeSync(openSync(path.join(folder, 'running.json'), 'r'));
    return false;
  } catch (error) {
    return ['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');
  }
}

/** What the last coordinator of this folder wrote; it may have died since. */
export function readRunning(folder: string): Running | null {
  try {
    return Running.parse(JSON.parse(readFileSync(path.join(folder, 'running.json'), 'utf8')));
  } catch {
    return null;
  }
}
