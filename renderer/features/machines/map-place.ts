import type { MapScale } from './map-geometry.ts';

/** What every row of the map is told of the map as a whole. */
export interface MapPlace {
  readonly scale: MapScale;
  /** The block whose detail is open. */
  readonly opened: string | null;
  /** The one stop that Tab reaches. */
  readonly tabStop: string | null;
  readonly onOpen: (stop: string) => void;
  readonly onFocus: (stop: string) => void;
}
