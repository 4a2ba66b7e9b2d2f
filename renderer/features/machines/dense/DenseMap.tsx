import { useMemo, useRef, type MouseEvent, type PointerEvent, type ReactElement } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import { useBox } from '../../../ui/use-box.ts';
import { largestCard, mapScale } from '../bars/map-scale.ts';
import { InstallRows } from '../map/InstallRows.tsx';
import { shownEntries, type FoldableGroups } from '../map/map-groups.ts';
import { MapGroups } from '../map/MapGroups.tsx';
import { OverMap } from '../map/OverMap.tsx';
import { useMapPlace } from '../map/use-map-place.ts';
import { useTip } from '../map/use-tip.ts';
import { columnsFor, linesOf } from './dense-layout.ts';
import { DenseGroup } from './DenseGroup.tsx';
import { ModelLegend } from './ModelLegend.tsx';
import { OpenDetail } from './OpenDetail.tsx';

interface Props extends FoldableGroups {
  readonly state: OfficeState;
  readonly now: number;
  readonly zoom: 'dense' | 'all';
}

/** The map of a large office: a line for each card, in columns, on one scale. It hears for all of its rows, which hear nothing. */
export function DenseMap({ state, now, zoom, ...groups }: Props): ReactElement {
  const { machines } = state;
  const frame = useRef<HTMLDivElement>(null);
  const box = useBox(frame);
  const shown = shownEntries(groups);
  const { map, place, press, moving } = useMapPlace(machines, shown);
  const { tip, over, hide } = useTip(map);
  const lines = shown.reduce((sum, entry) => sum + linesOf(entry), 0);
  const columns = columnsFor(zoom, box?.width ?? 1032, window.innerHeight, lines);
  const largest = largestCard(machines);
  const scale = useMemo(() => mapScale(columns.plot, largest), [columns.plot, largest]);
  const { opened, held, onOpen, onFocus, onGrab, onMove } = place;

  const stopAt = ({ target }: MouseEvent | PointerEvent, which: string): HTMLElement | null => {
    const found = target instanceof Element ? target.closest<HTMLElement>(which) : null;
    return map.current?.contains(found) ? found : null;
  };
  const click = (event: MouseEvent): void => {
    const { stop } = stopAt(event, 'button[data-stop]')?.dataset ?? {};
    if (stop === undefined) return;
    hide();
    onOpen(stop);
  };
  const grab = (event: PointerEvent): void => {
    const block = stopAt(event, '.rep[data-stop]');
    const bar = block?.closest<HTMLElement>('[data-bar]')?.dataset.bar;
    if (block?.dataset.stop !== undefined && bar !== undefined) onGrab(event, block.dataset.stop, bar);
  };
  const detail = opened && <OpenDetail state={state} opened={opened} zoom={zoom} px={scale.px} onMove={onMove} />;
  return (
    <>
      <ModelLegend state={state} />
      {/* The keys belong to the stops inside; the map itself takes no focus. */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        className={`vmap dense ${zoom} ${held ? 'dragging' : ''}`}
        ref={map}
        style={zoom === 'dense' ? { '--line': `${columns.pitch}px` } : undefined}
        onKeyDown={press}
        onClick={click}
        onFocus={({ target }) => target.dataset.stop !== undefined && onFocus(target.dataset.stop)}
        onPointerDown={grab}
        onPointerOver={over}
        onPointerLeave={hide}
      >
        <div ref={frame} />
        <MapGroups
          {...groups}
          renderGroup={(group) => (
            <DenseGroup
              group={group}
              state={state}
              place={place}
              now={now}
              zoom={zoom}
              columns={columns}
              scale={scale}
              detail={detail}
            />
          )}
        />
        <InstallRows state={state} />
        {zoom === 'all' && detail && <div className="detail-below">{detail}</div>}
      </div>
      <OverMap state={state} place={place} moving={moving} tip={tip} hide={hide} />
    </>
  );
}
