import { useState } from 'react';
import { storedChoice } from '../../../data/stored-choice.ts';
import type { MapGrouping } from './map-groups.ts';

/** rows: full size. dense: a line for each card, in columns. all: as small as it takes to see every card. */
type MapZoom = 'rows' | 'dense' | 'all';

interface MapChoices {
  readonly zoom: MapZoom;
  readonly setZoom: (zoom: MapZoom) => void;
  readonly grouping: MapGrouping;
  readonly setGrouping: (grouping: MapGrouping) => void;
  /** Keys of the groups that are folded. */
  readonly folded: ReadonlySet<string>;
  readonly fold: (key: string) => void;
}

/** Up to so many cards the map stands at full size, with nothing to choose. */
export const fewCards = 12;

const zooms: readonly MapZoom[] = ['rows', 'dense', 'all'];
const groupings: readonly MapGrouping[] = ['machine', 'card', 'model', 'state'];
/** No title holds it. */
const between = '\n';

/** How this window shows a large office, remembered between visits. @param cards how many the office has */
export function useMapChoices(cards: number): MapChoices {
  const [zoom, setZoom] = useState(() => oneOf(zooms, storedChoice.read('machines.zoom')) ?? 'dense');
  const [grouping, setGrouping] = useState(
    () => oneOf(groupings, storedChoice.read('machines.grouping')) ?? ('machine' as const),
  );
  const [folded, setFolded] = useState<ReadonlySet<string>>(
    () => new Set((storedChoice.read('machines.folded') ?? '').split(between).filter(Boolean)),
  );
  const few = cards <= fewCards;
  return {
    zoom: few ? 'rows' : zoom,
    setZoom: (chosen) => {
      storedChoice.write('machines.zoom', chosen);
      setZoom(chosen);
    },
    grouping: few ? 'machine' : grouping,
    setGrouping: (chosen) => {
      storedChoice.write('machines.grouping', chosen);
      setGrouping(chosen);
    },
    folded,
    fold: (key) => {
      const next = new Set(folded);
      if (!next.delete(key)) next.add(key);
      storedChoice.write('machines.folded', [...next].join(between));
      setFolded(next);
    },
  };
}

const oneOf = <T extends string>(all: readonly T[], text: string | null): T | undefined =>
  all.find((one) => one === text);
