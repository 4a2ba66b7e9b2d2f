/** How the lines of a dense map stand in columns, in whole pixels. Pure. */
import type { MapEntry } from '../map/map-groups.ts';

interface Measures {
  /** From line to line, at least. */
  readonly pitch: number;
  readonly leastColumn: number;
  readonly gap: number;
  /** What of a column is no plot. */
  readonly beside: number;
  /** What of that stands at the left of the plot. */
  readonly plotLeft: number;
}

/** Machine, card, plot and free memory; and machine and plot alone. The styles have the same columns. */
export const measures: Readonly<Record<'dense' | 'all', Measures>> = {
  dense: { pitch: 21, leastColumn: 440, gap: 32, beside: 232, plotLeft: 192 },
  all: { pitch: 15, leastColumn: 186, gap: 14, beside: 86, plotLeft: 86 },
};

/** What stands above the map and below it, on most windows. */
const otherHeight = 180;
/** Fewer lines than this make no column of their own. */
const fewLines = 12;
/** More columns than this stand side by side only where lines would be out of sight. */
const usualColumns = 3;
/** A line grows up to so much where there is height to spare. */
const mostPitch = 40;

interface Columns {
  readonly count: number;
  readonly width: number;
  readonly plot: number;
  /** From line to line. */
  readonly pitch: number;
}

/** `all`: as few columns as it takes to see every line at once, so that the scale is as large as it can be. */
export function columnsFor(zoom: 'dense' | 'all', width: number, windowHeight: number, lines: number): Columns {
  const { pitch, leastColumn, gap, beside } = measures[zoom];
  const most = Math.max(1, Math.floor((width + gap) / (leastColumn + gap)));
  const visible = Math.max(1, Math.floor((windowHeight - otherHeight) / pitch));
  const needed = Math.ceil(lines / visible);
  const wanted = zoom === 'all' ? needed : Math.max(needed, Math.min(usualColumns, Math.ceil(lines / fewLines)));
  const count = Math.min(most, Math.max(1, wanted));
  const column = Math.floor((width - gap * (count - 1)) / count);
  const room = Math.floor((windowHeight - otherHeight) / Math.ceil(Math.max(1, lines) / count));
  return {
    count,
    width: column,
    plot: Math.max(60, column - beside),
    pitch: zoom === 'all' ? pitch : Math.min(mostPitch, Math.max(pitch, room)),
  };
}

/** Lines that an entry takes: one for each card. */
export const linesOf = ({ gpus }: MapEntry): number => Math.max(1, gpus.length);

/** In order from the top of the first column, about the same number of lines in each. An entry stays whole. */
export function splitIntoColumns(entries: readonly MapEntry[], count: number): MapEntry[][] {
  const each = Math.ceil(entries.reduce((sum, entry) => sum + linesOf(entry), 0) / count);
  const columns: MapEntry[][] = [[]];
  let lines = 0;
  for (const entry of entries) {
    if (lines >= each && columns.length < count) {
      columns.push([]);
      lines = 0;
    }
    columns.at(-1)?.push(entry);
    lines += linesOf(entry);
  }
  return columns;
}
