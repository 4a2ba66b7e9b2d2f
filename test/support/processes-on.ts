import { readFileSync } from 'node:fs';
import type { Pc } from '../rig/pc.ts';

/** Processes on a PC of the rig, booted or not, whose command line has this in it: their ids on this machine. */
export async function processesOn(pc: Pc, words: string): Promise<number[]> {
  return (await pc.namespace.pids()).filter((pid) => commandOf(pid).includes(words)).toSorted((a, b) => a - b);
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    // It ended in this moment.
    return '';
  }
}
