import { Tooltip } from '@base-ui/react/tooltip';
import { useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { MachineView, OfficeState } from '../../../contract/control-api.ts';
import { useBox } from '../../ui/use-box.ts';
import { InstallRow } from './InstallRow.tsx';
import { MachineRow } from './MachineRow.tsx';
import { isMapKey, moveFocus } from './map-focus.ts';
import { mapScale } from './map-geometry.ts';
import { MapLegend } from './MapLegend.tsx';
import { blockAt, mapStops } from './map-stops.ts';
import { MoveSheet } from './MoveSheet.tsx';
import { useBlockDrag } from './use-block-drag.ts';

interface Props {
  readonly state: OfficeState;
  readonly machines: readonly MachineView[];
  readonly now: number;
}

/** One bar for each device, all on one scale. Tab enters it once; arrows move inside. */
export function VramMap({ state, machines, now }: Props): ReactElement {
  const plot = useRef<HTMLDivElement>(null);
  const map = useRef<HTMLDivElement>(null);
  const box = useBox(plot);
  const [opened, setOpened] = useState<string | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const [moving, setMoving] = useState<{ stop: string; target: string | null } | null>(null);
  const { held, begin } = useBlockDrag((stop, target) => setMoving({ stop, target }));

  const place = moving && blockAt(machines, moving.stop);
  const stops = mapStops(machines);
  const current = stops.flat().find((stop) => stop === focused) ?? stops[0]?.[0] ?? null;
  const largest = Math.max(...machines.flatMap(({ gpus }) => gpus.map(({ totalBytes }) => totalBytes)), 0);
  const scale = mapScale(box?.width ?? 612, largest);

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
    } else if (isMoveKey(event) && opened && blockAt(machines, opened)) {
      event.preventDefault();
      setMoving({ stop: opened, target: null });
    } else if (stop && isMapKey(event.key)) {
      event.preventDefault();
      focusOn(moveFocus(stops, stop, event.key));
    }
  };

  return (
    <Tooltip.Provider delay={400}>
      <MapLegend marginBytes={state.marginBytes} />
      {/* The keys belong to the stops inside; the map itself takes no focus. */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div className={`vmap ${held ? 'dragging' : ''}`} ref={map} onKeyDown={press}>
        <div className="vhead">
          <span className="under-icon-24">Machine</span>
          <span>Graphics card</span>
          <div className="ruler" ref={plot} aria-hidden="true">
            {scale.ticks.map(({ left, text }) => (
              <span key={left} style={{ left }}>
                {text}
              </span>
            ))}
          </div>
          <span className="r">Tokens/s</span>
          <span className="r">Temp.</span>
        </div>
        <div className="grid" aria-hidden="true" style={{ left: box?.left, width: box?.width }}>
          {scale.ticks.map(({ left }) => (
            <i key={left} style={{ left }} />
          ))}
        </div>
        <ul aria-label="Machines">
          {machines.map((machine) => (
            <MachineRow
              key={machine.id}
              machine={machine}
              state={state}
              now={now}
              scale={scale}
              plotLeft={box?.left ?? 0}
              opened={opened}
              tabStop={current}
              onOpen={(stop) => setOpened((old) => (old === stop ? null : stop))}
              onFocus={setFocused}
              onMove={(stop) => setMoving({ stop, target: null })}
              held={held}
              onGrab={begin}
            />
          ))}
          {state.installs
            .filter((install) => install.state === 'running' && !machines.some(({ id }) => id === install.machineId))
            .map((install) => (
              <InstallRow key={install.id} install={install} state={state} />
            ))}
        </ul>
      </div>
      {place && moving && (
        <MoveSheet
          key={moving.stop}
          state={state}
          place={place}
          target={moving.target}
          onClose={() => setMoving(null)}
        />
      )}
    </Tooltip.Provider>
  );
}

/** A field takes the letter for itself. */
const isMoveKey = ({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean =>
  key.toLowerCase() === 'm' &&
  !(ctrlKey || metaKey || altKey) &&
  !(target instanceof Element && target.matches('input, textarea, select'));
