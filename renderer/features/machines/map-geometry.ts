/** Where everything on the VRAM map stands, in whole pixels. Memory is in bytes; 1 GB is 1024³. */
import type { ReplicaView } from '../../../contract/control-api.ts';
import type { Gpu } from '../../../contract/hardware.ts';

const gib = 1024 ** 3;

export interface MapScale {
  /** Width of the plot in pixels. */
  readonly plot: number;
  /** Pixels for one GB, the same for every bar. */
  readonly px: number;
  /** GB between two marks of the ruler. */
  readonly step: number;
  /** Marks of the ruler. */
  readonly ticks: readonly { readonly left: number; readonly text: string }[];
}

export interface BlockGeometry {
  readonly replica: ReplicaView;
  readonly left: number;
  readonly width: number;
  readonly weights: number;
  readonly cache: number;
  readonly label: 'name' | 'code' | 'none';
  /** Too narrow for its parts: one colour. */
  readonly whole: boolean;
  readonly dots: boolean;
}

interface BarGeometry {
  readonly width: number;
  readonly blocks: readonly BlockGeometry[];
  readonly other: { readonly width: number; readonly text: string };
  readonly limit: number;
  readonly free: { readonly left: number; readonly width: number; readonly text: string };
  /** What a person's limit keeps from models, between the limit and the margin. */
  readonly held: { readonly left: number; readonly width: number; readonly text: string };
}

/** What a bar's memory is used for, in bytes. */
interface BarFacts {
  readonly models: number;
  readonly others: number;
  readonly margin: number;
  /** Kept from models by what an admin shares of this device. */
  readonly heldBack: number;
  readonly free: number;
}

/** The scale for a plot of `plotWidth` pixels on which the largest card just fits. */
export function mapScale(plotWidth: number, largestBytes: number): MapScale {
  const largest = Math.max(largestBytes / gib, 1 / 64);
  const px = Math.max(1, Math.floor(plotWidth / largest));
  const step = rulerStep(largest, px);
  const ticks = Array.from({ length: Math.floor(largest / step + 1e-9) + 1 }, (_, i) => ({
    left: Math.round(i * step * px),
    text: tickText(i, step),
  }));
  return { plot: plotWidth, px, step, ticks };
}

/** Every 2 GB; finer where the largest card is small, coarser where marks would stand closer than 44 px. */
function rulerStep(largest: number, px: number): number {
  let step = 2;
  if (largest < 4) while (largest / step < 3) step /= 2;
  while (step * px < 44) step *= 2;
  return step;
}

function tickText(i: number, step: number): string {
  const inMb = step < 0.25;
  const value = inMb ? i * step * 1024 : i * step;
  return i === 0 ? `0 ${inMb ? 'MB' : 'GB'}` : String(value);
}

/** Bytes of a replica on one of its GPUs: shared evenly when there are several. */
export function replicaBytes({ memory, gpuIds }: ReplicaView): number {
  return (memory.weightsBytes + memory.cacheBytes + memory.workBytes) / Math.max(1, gpuIds.length);
}

/** Replicas on `gpu`, in the order in which they were loaded. Those of a lost machine are gone: ghosts that hold nothing. */
export const replicasOn = (gpu: Gpu, replicas: readonly ReplicaView[]): ReplicaView[] =>
  replicas
    .filter(({ gpuIds }) => gpuIds.includes(gpu.id))
    .toSorted((a, b) => a.replicaId.localeCompare(b.replicaId, 'en', { numeric: true }));

/** @param limitBytes what the office may use of it at most; left out: all of it */
export function barFacts(
  gpu: Gpu,
  replicas: readonly ReplicaView[],
  marginBytes: number,
  limitBytes = gpu.totalBytes,
): BarFacts {
  const placed = replicasOn(gpu, replicas)
    .filter(({ state }) => state !== 'failed' && state !== 'gone')
    .reduce((sum, replica) => sum + replicaBytes(replica), 0);
  const others = Math.min(gpu.othersBytes, gpu.totalBytes);
  const margin = Math.min(marginBytes, gpu.totalBytes - others);
  const open = gpu.totalBytes - others - margin;
  const heldBack = Math.max(0, open - limitBytes);
  const free = Math.max(0, open - heldBack - placed);
  return { models: placed, others, margin, heldBack, free };
}

export function barGeometry(
  gpu: Gpu,
  replicas: readonly ReplicaView[],
  marginBytes: number,
  { px }: Pick<MapScale, 'px'>,
  limitBytes?: number,
): BarGeometry {
  const at = (bytes: number): number => Math.round((bytes / gib) * px);
  const facts = barFacts(gpu, replicas, marginBytes, limitBytes);
  const width = at(gpu.totalBytes);
  let start = 0;
  // Blocks that are widened to be hit push the ones after them.
  let end = 0;
  const blocks = replicasOn(gpu, replicas).map((replica) => {
    const block = blockGeometry(replica, Math.max(at(start) + 3, end + 2), at, width);
    start += replicaBytes(replica);
    end = block.left + block.width;
    return block;
  });
  const open = gpu.totalBytes - facts.others - facts.margin;
  const limit = at(open - facts.heldBack);
  const freeLeft = Math.min(Math.max(at(start), end), limit);
  const freeWidth = Math.max(0, limit - freeLeft);
  const heldLeft = Math.max(limit, end);
  return {
    width,
    blocks,
    other: otherGeometry(at(facts.others), facts.others),
    limit,
    free: { left: freeLeft, width: freeWidth, text: freeText(freeWidth, facts.free) },
    held: heldGeometry(heldLeft, Math.max(0, at(open) - heldLeft), facts.heldBack),
  };
}

function blockGeometry(
  replica: ReplicaView,
  wantedLeft: number,
  at: (bytes: number) => number,
  barWidth: number,
): BlockGeometry {
  const share = Math.max(1, replica.gpuIds.length);
  const left = Math.min(wantedLeft, barWidth - 9);
  // A block stays wide enough to be seen and hit, and inside its bar when memory is scarcer than planned.
  const width = Math.min(Math.max(at(replicaBytes(replica)) - 4, 6), barWidth - 3 - left);
  const whole = width < 30;
  const weights = whole ? width - 2 : Math.min(Math.max(0, at(replica.memory.weightsBytes / share) - 2), width - 2);
  const cache = whole ? 0 : Math.min(at(replica.memory.cacheBytes / share), width - 2 - weights);
  const label = weights >= 70 ? 'name' : width >= 18 && weights >= 16 ? 'code' : 'none';
  return { replica, left, width, weights, cache, label, whole, dots: cache >= 12 + replica.slots * 11 - 4 };
}

function otherGeometry(width: number, bytes: number): BarGeometry['other'] {
  const inner = Math.max(0, width - 4);
  const figure = (bytes / gib).toFixed(1);
  const text = width >= 150 ? `Other programs ${figure}` : width >= 40 && figure !== '0.0' ? figure : '';
  return { width: inner, text };
}

function heldGeometry(left: number, width: number, bytes: number): BarGeometry['held'] {
  const figure = (bytes / gib).toFixed(1);
  return { left, width, text: figure === '0.0' || width < 84 ? '' : `${figure} not shared` };
}

function freeText(width: number, bytes: number): string {
  const figure = (bytes / gib).toFixed(1);
  if (figure === '0.0') return '';
  return width >= 54 ? `${figure} free` : width >= 26 ? figure : '';
}

/** How much of a replica's weights has arrived, 0 to 1: what our runners hold there beyond the loaded ones. */
export function loadedShare(gpu: Gpu, replicas: readonly ReplicaView[], replica: ReplicaView): number {
  if (replica.state === 'planned' || replica.state === 'copying') return 0;
  if (replica.state !== 'loading') return 1;
  const loaded = replicasOn(gpu, replicas)
    .filter(({ state }) => state === 'ready' || state === 'draining' || state === 'warming')
    .reduce((sum, one) => sum + replicaBytes(one), 0);
  const weights = replica.memory.weightsBytes / Math.max(1, replica.gpuIds.length);
  return weights === 0 ? 0 : Math.min(1, Math.max(0, (gpu.oursBytes - loaded) / weights));
}
