/** What the margin is, and another one would be, for the office's graphics cards. Pure. */
import type { OfficeState } from '../../../contract/control-api.ts';
import { mostMarginBytes, usualMarginBytes } from '../../../contract/margin.ts';
import { totalBytes } from '../../../contract/replica.ts';
import { language } from '../../../words/words.ts';
import { formatBytes } from '../../ui/text/format.ts';

const gib = 1024 ** 3;
export const mostMarginGb = mostMarginBytes / gib;

interface MarginFacts {
  /** Graphics cards that models may use, of all machines. */
  readonly cards: number;
  readonly totalBytes: number;
  /** What the margin keeps from models on all of them. */
  readonly keptBytes: number;
  /** Cards on which models hold more than this margin would leave them. */
  readonly tooFull: number;
}

export function marginFacts(
  { machines, courtesy }: Pick<OfficeState, 'machines' | 'courtesy'>,
  marginBytes: number,
): MarginFacts {
  const cards = machines.flatMap(({ gpus, replicas }) =>
    gpus.filter(({ usable, backend }) => usable && backend !== 'cpu').map((gpu) => ({ gpu, replicas })),
  );
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
  const full = cards.filter(({ gpu, replicas }) => {
    const here = replicas.filter(({ gpuIds, state }) => state === 'ready' && gpuIds.includes(gpu.id));
    const held = sum(here.map(({ memory, gpuIds }) => totalBytes(memory) / gpuIds.length));
    // Where no room is made for others, only the margin itself is in the way of what runs.
    const othersBytes = courtesy.makeRoom ? gpu.othersBytes : 0;
    return held > Math.max(0, gpu.totalBytes - othersBytes - marginBytes);
  });
  return {
    cards: cards.length,
    totalBytes: sum(cards.map(({ gpu }) => gpu.totalBytes)),
    keptBytes: sum(cards.map(({ gpu }) => Math.min(marginBytes, gpu.totalBytes))),
    tooFull: full.length,
  };
}

/** What was typed, in bytes; null: it is no margin. What reads as the usual one is the usual one. */
export function readMargin(typed: string): number | null {
  const gb = typed.trim() === '' ? Number.NaN : Number(typed.replace(',', '.'));
  if (!(gb >= 0 && gb <= mostMarginGb)) return null;
  const bytes = Math.round(gb * gib);
  return formatBytes(bytes) === formatBytes(usualMarginBytes) ? usualMarginBytes : bytes;
}

/** For the field: "0.3", as the reader's language writes it. */
export const typedMargin = (bytes: number): string =>
  (bytes / gib).toLocaleString(language(), { maximumFractionDigits: bytes === usualMarginBytes ? 1 : 2 });
