/** Where everything on the small map of a plan stands, in whole pixels. Memory is in bytes; 1 GB is 1024³. */
import type { PlannedBlock, PlannedMachine } from '../../../contract/deployments.ts';
import { formatNumber } from '../../ui/text/format.ts';

const gib = 1024 ** 3;
/** Pixels at the right of the longest bar, for its total. */
const totalRoom = 52;

type PlannedCard = PlannedMachine['cards'][number];

interface MiniBlock {
  readonly block: PlannedBlock;
  readonly left: number;
  readonly width: number;
  readonly weights: number;
  readonly cache: number;
  readonly label: 'name' | 'code' | 'none';
}

interface MiniBar {
  readonly width: number;
  readonly blocks: readonly MiniBlock[];
  readonly other: { readonly width: number; readonly text: string };
  /** Models stay left of it. */
  readonly limit: number;
  readonly freeBytes: number;
}

/** Pixels for one GB, so that the largest card of both maps just fits into `plot` pixels with its total. */
export function miniScale(plot: number, machines: readonly PlannedMachine[]): number {
  const largest = Math.max(...machines.flatMap(({ cards }) => cards.map(({ totalBytes }) => totalBytes)), gib / 64);
  return Math.max(1, Math.floor((plot - totalRoom) / (largest / gib)));
}

export const blockBytes = ({ memory }: PlannedBlock): number =>
  memory.weightsBytes + memory.cacheBytes + memory.workBytes;

export function miniBar({ totalBytes, othersBytes, usableBytes, blocks }: PlannedCard, px: number): MiniBar {
  const at = (bytes: number): number => Math.round((bytes / gib) * px);
  const width = at(totalBytes);
  let start = 0;
  // Blocks that are widened to be seen push the ones after them.
  let end = 0;
  const placed = blocks.map((block): MiniBlock => {
    const left = Math.min(Math.max(at(start) + 2, end + 1), width - 6);
    const wide = Math.min(Math.max(at(blockBytes(block)) - 3, 4), width - 2 - left);
    const weights = wide < 20 ? wide - 2 : Math.min(Math.max(0, at(block.memory.weightsBytes) - 1), wide - 2);
    const cache = wide < 20 ? 0 : Math.min(at(block.memory.cacheBytes), wide - 2 - weights);
    start += blockBytes(block);
    end = left + wide;
    const label = weights >= 64 ? 'name' : weights >= 16 ? 'code' : 'none';
    return { block, left, width: wide, weights, cache, label };
  });
  const other = Math.max(0, at(othersBytes) - 3);
  return {
    width,
    blocks: placed,
    other: { width: other, text: other >= 36 ? formatNumber(othersBytes / gib, 1) : '' },
    limit: at(usableBytes),
    freeBytes: Math.max(0, usableBytes - start),
  };
}
