import { useCallback, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { MachineView } from '../../../../contract/control-api.ts';
import { useBlockDrag } from '../bars/use-block-drag.ts';
import { isMapKey, moveFocus } from './map-focus.ts';
import type { MapEntry } from './map-groups.ts';
import type { MapPlace } from './map-place.ts';
import { blockAt, mapStops, type BlockPlace } from './map-stops.ts';

/** A block that shall move. */
interface Moving {
  readonly stop: string;
  readonly place: BlockPlace;
  /** The bar on which it was dropped; null: to be chosen. */
  readonly target: string | null;
  readonly end: () => void;
}

export interface PlaceOnMap {
  readonly map: RefObject<HTMLDivElement | null>;
  readonly place: Omit<MapPlace, 'scale'>;
  readonly press: (event: KeyboardEvent) => void;
  readonly moving: Moving | null;
}

/** Where a person is on the map: the stop with the focus, the detail that is open, the block that moves. */
export function useMapPlace(machines: readonly MachineView[], shown: readonly MapEntry[]): PlaceOnMap {
  const map = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const [moving, setMoving] = useState<{ stop: string; target: string | null } | null>(null);
  const { held, begin } = useBlockDrag((stop, target) => setMoving({ stop, target }));
  // Rows that did not change are not drawn again: what they are given stays the same.
  const grab = useRef(begin);
  const onGrab = useCallback<MapPlace['onGrab']>((...press) => grab.current(...press), []);
  const onOpen = useCallback((stop: string) => setOpened((old) => (old === stop ? null : stop)), []);
  const onMove = useCallback((stop: string) => setMoving({ stop, target: null }), []);

  const stops = mapStops(shown);
  const tabStop = stops.flat().find((stop) => stop === focused) ?? stops[0]?.[0] ?? null;
  const block = moving && blockAt(machines, moving.stop);

  const focusOn = (stop: string): void => {
    setFocused(stop);
    map.current?.querySelector<HTMLElement>(`[data-stop="${CSS.escape(stop)}"]`)?.focus();
  };
  const press = (event: KeyboardEvent): void => {
    // A dialog of a machine stands elsewhere in the page, though its keys come by here.
    if (!(event.target instanceof HTMLElement) || !map.current?.contains(event.target)) return;
    const { stop } = event.target.dataset;
    if (event.key === 'Escape' && opened) {
      event.preventDefault();
      setOpened(null);
      focusOn(opened);
    } else if (opened && actOf(event, map.current)) {
      event.preventDefault();
      actOf(event, map.current)?.click();
    } else if (stop && isMapKey(event.key)) {
      event.preventDefault();
      focusOn(moveFocus(stops, stop, event.key));
    }
  };
  return {
    map,
    place: { opened, tabStop, onOpen, onFocus: setFocused, onMove, held, onGrab },
    press,
    moving: block && moving && { ...moving, place: block, end: () => setMoving(null) },
  };
}

/** The button of the open detail that a letter presses. A field takes the letter for itself. */
function actOf({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent, map: HTMLElement): HTMLElement | null {
  if (ctrlKey || metaKey || altKey || (target instanceof Element && target.matches('input, textarea, select')))
    return null;
  return map.querySelector<HTMLElement>(`#replica-detail [aria-keyshortcuts="${CSS.escape(key.toLowerCase())}"]`);
}
