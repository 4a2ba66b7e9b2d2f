/** How much of this PC's disk model files may take. */
import { statfs } from 'node:fs/promises';
import type { ModelDisk } from '../../contract/agent-api.ts';
import { bytesInWords } from '../../contract/bytes-in-words.ts';
import { refuse } from '../../contract/problem.ts';

const gib = 1024 ** 3;
/** A tenth of the disk stays free for what the PC is there for; of a large one, this much is enough. */
const keptPart = 0.1;
const keptAtMost = 5 * gib;

interface Need {
  /** Of what is still to come. */
  readonly bytes: number;
  /** What all model files take here now. */
  readonly heldBytes: number;
  /** What they may take; null: as much as the disk gives. */
  readonly budgetBytes: number | null;
}

export async function diskOf(folder: string): Promise<ModelDisk> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { freeBytes: bavail * bsize, keepFreeBytes: Math.round(Math.min(blocks * bsize * keptPart, keptAtMost)) };
}

/** @throws ProblemError disk_full when it would take more than it may */
export function needRoom({ freeBytes, keepFreeBytes }: ModelDisk, { bytes, heldBytes, budgetBytes }: Need): void {
  const needs = `The file needs ${bytesInWords(bytes)} more`;
  if (budgetBytes !== null && heldBytes + bytes > budgetBytes) {
    const limit = `models may take ${bytesInWords(budgetBytes)} of this machine’s disk`;
    refuse('disk_full', `${needs}, and ${limit}, of which ${bytesInWords(heldBytes)} are taken.`, {
      action: 'Raise the limit (copies in settings.json), or remove a model.',
    });
  }
  if (freeBytes - keepFreeBytes >= bytes) return;
  const kept = `${bytesInWords(keepFreeBytes)} of that are kept free`;
  refuse('disk_full', `${needs}, and this machine’s disk has ${bytesInWords(freeBytes)} free; ${kept}.`);
}
