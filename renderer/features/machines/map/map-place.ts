import type { PointerEvent } from 'react';
import type { MapScale } from '../bars/map-scale.ts';
import type { HeldBlock } from '../bars/use-block-drag.ts';

/** What every row of the map is told of the map as a whole. */
export interface MapPlace {
  readonly scale: MapScale;
  /** The block whose detail is open. */
  readonly opened: string | null;
  /** The one stop that Tab reaches. */
  readonly tabStop: string | null;
  readonly onOpen: (stop: string) => void;
  readonly onFocus: (stop: string) => void;
  /** Asks where a block shall move. */
  readonly onMove: (stop: string) => void;
  readonly held: HeldBlock | null;
  /** A press on a block may become a drag. */
  readonly onGrab: (event: PointerEvent, stop: string, bar: string) => void;
}
