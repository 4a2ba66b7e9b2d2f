/** Where everything in a bar of the map stands, in whole pixels. */
import type { ReplicaView } from '../../../../contract/control-api.ts';
import type { Gpu } from '../../../../contract/hardware.ts';
import { t } from '../../../../words/words.ts';
import { formatNumber } from '../../../ui/text/format.ts';
import { barFacts, replicaBytes, replicasOn } from './bar-facts.ts';
import type { MapScale } from './map-scale.ts';

const gib = 1024 ** 3;

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
  const figure = figureOf(bytes);
  const text = width >= 150 ? t('Other programs {{figure}}', { figure: figure || '0' }) : width >= 40 ? figure : '';
  return { width: inner, text };
}

function heldGeometry(left: number, width: number, bytes: number): BarGeometry['held'] {
  const figure = figureOf(bytes);
  return { left, width, text: figure === '' || width < 84 ? '' : t('{{figure}} not shared', { figure }) };
}

function freeText(width: number, bytes: number): string {
  const figure = figureOf(bytes);
  if (figure === '') return '';
  return width >= 54 ? t('{{figure}} free', { figure }) : width >= 26 ? figure : '';
}

/** In GB; empty where that would be 0.0. */
const figureOf = (bytes: number): string => (bytes < 0.05 * gib ? '' : formatNumber(bytes / gib, 1));
