/** Which files go so that others have room. Pure. */
import type { HeldFile } from '../../contract/agent-api.ts';

/**
 * The files that were not wanted for longest, until so many bytes are free; none when all of them would not be enough, because
 * then nothing is gained.
 */
export function makeRoom(files: readonly HeldFile[], bytes: number): HeldFile[] {
  if (bytes <= 0 || files.reduce((sum, file) => sum + file.bytes, 0) < bytes) return [];
  const chosen: HeldFile[] = [];
  let left = bytes;
  for (const file of files.toSorted((a, b) => a.usedAt - b.usedAt)) {
    if (left <= 0) break;
    chosen.push(file);
    left -= file.bytes;
  }
  return chosen;
}
