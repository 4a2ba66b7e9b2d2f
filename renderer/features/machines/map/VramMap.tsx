import { useMemo, useRef, type ReactElement } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import { t } from '../../../../words/words.ts';
import { useHistories } from '../../../data/machines/use-history.ts';
import { useBox } from '../../../ui/use-box.ts';
import { largestCard, mapScale } from '../bars/map-scale.ts';
import { HistoriesOnMap } from '../history/histories.ts';
import { InstallRows } from './InstallRows.tsx';
import { shownEntries, type FoldableGroups } from './map-groups.ts';
import { MapGroups } from './MapGroups.tsx';
import { MapLegend } from './MapLegend.tsx';
import { MemoRow } from './MemoRow.tsx';
import { OverMap } from './OverMap.tsx';
import { Ruler } from './Ruler.tsx';
import { useMapPlace } from './use-map-place.ts';
import { useTip } from './use-tip.ts';

interface Props extends FoldableGroups {
  readonly state: OfficeState;
  readonly now: number;
}

/** One bar for each device, all on one scale. Tab enters it once; arrows move inside. */
export function VramMap({ state, now, ...groups }: Props): ReactElement {
  const { machines } = state;
  const plot = useRef<HTMLDivElement>(null);
  const box = useBox(plot);
  const { map, place, press, moving } = useMapPlace(machines, shownEntries(groups));
  const { tip, over, hide } = useTip(map);
  const histories = useHistories();
  const width = box?.width ?? 612;
  const largest = largestCard(machines);
  const scale = useMemo(() => mapScale(width, largest), [width, largest]);

  return (
    <>
      <MapLegend marginBytes={state.marginBytes} />
      {/* The keys belong to the stops inside; the map itself takes no focus. */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        className={`vmap ${place.held ? 'dragging' : ''}`}
        ref={map}
        onKeyDown={press}
        onClick={hide}
        onPointerOver={over}
        onPointerLeave={hide}
      >
        <div className="vhead">
          <span className="under-icon-24">{t('Machine')}</span>
          <span>{t('Graphics card')}</span>
          <Ruler scale={scale} ref={plot} />
          <span className="r">{t('Tokens/s')}</span>
          <span className="r">{t('Temp.')}</span>
        </div>
        <div className="grid" aria-hidden="true" style={{ left: box?.left, width: box?.width }}>
          {scale.ticks.map(({ left }) => (
            <i key={left} style={{ left }} />
          ))}
        </div>
        <HistoriesOnMap value={histories}>
          <MapGroups
            {...groups}
            renderGroup={({ entries }) => (
              <ul aria-label={t('Machines')}>
                {entries.map((entry) => (
                  <MemoRow
                    key={entry.machine.id}
                    {...entry}
                    {...place}
                    state={state}
                    now={now}
                    scale={scale}
                    plotLeft={box?.left ?? 0}
                  />
                ))}
              </ul>
            )}
          />
        </HistoriesOnMap>
        <InstallRows state={state} />
      </div>
      <OverMap state={state} place={place} moving={moving} tip={tip} hide={hide} />
    </>
  );
}
