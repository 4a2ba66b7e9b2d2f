/** The ruler of a map, in whole pixels. 1 GB is 1024³ bytes. */
import type { MachineView } from '../../../../contract/control-api.ts';
import { formatNumber } from '../../../ui/text/format.ts';

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

/** Bytes of the largest card of the office: the whole of it stands on its scale, whatever is shown. */
export const largestCard = (machines: readonly MachineView[]): number =>
  Math.max(...machines.flatMap(({ gpus }) => gpus.map(({ totalBytes }) => totalBytes)), 0);

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
  return i === 0 ? `0 ${inMb ? 'MB' : 'GB'}` : formatNumber(value, String(value).split('.')[1]?.length);
}
