import type { ReactElement, ReactNode } from 'react';
import type { OfficeState } from '../../../../contract/control-api.ts';
import { t } from '../../../../words/words.ts';
import type { MapScale } from '../bars/map-scale.ts';
import { machineWords } from '../machine-words.ts';
import type { MapEntry, MapGroup } from '../map/map-groups.ts';
import type { MapPlace } from '../map/map-place.ts';
import { ownStop } from '../map/map-stops.ts';
import { Ruler } from '../map/Ruler.tsx';
import { splitIntoColumns } from './dense-layout.ts';
import { DenseRow } from './DenseRow.tsx';

interface Props {
  readonly group: MapGroup;
  readonly state: OfficeState;
  readonly place: Omit<MapPlace, 'scale'>;
  readonly now: number;
  readonly zoom: 'dense' | 'all';
  readonly columns: { readonly count: number; readonly width: number };
  readonly scale: MapScale;
  /** What is open, which the dense map shows under its row. */
  readonly detail: ReactNode;
}

/** The lines of one group in columns, each under its own ruler. */
export function DenseGroup({ group, state, place, now, zoom, columns, scale, detail }: Props): ReactElement {
  const { opened, tabStop, held } = place;
  const parts = splitIntoColumns(group.entries, columns.count);
  const row = (entry: MapEntry): ReactElement => {
    const { machine, again } = entry;
    const own = (stop: string | null): string | null => ownStop(machine, stop);
    const isOver = own(held?.over ?? null) !== null;
    const isOpen = own(opened) !== null && (!again || opened !== machine.id);
    const here =
      isOpen && entry.gpus.some(({ id }) => opened === machine.id || opened?.startsWith(`${machine.id}/${id}/`));
    return (
      <DenseRow
        key={machine.id}
        {...entry}
        zoom={zoom}
        marginBytes={state.marginBytes}
        px={scale.px}
        words={machineWords(machine, now).words}
        opened={own(opened)}
        tabStop={own(tabStop)}
        held={isOver || own(held?.stop ?? null) !== null ? held : null}
        machines={isOver ? state.machines : null}
        detail={zoom === 'dense' && (here || (isOpen && entry.gpus.length === 0)) ? detail : null}
      />
    );
  };
  return (
    <div className="dense-columns" style={{ gridTemplateColumns: `repeat(${columns.count}, ${columns.width}px)` }}>
      {parts.map((entries, at) => (
        <div key={at}>
          <div className="drow dhead" aria-hidden="true">
            <span className="under-icon-17">{t('Machine')}</span>
            {zoom === 'dense' && <span>{t('Card')}</span>}
            <Ruler scale={scale} />
            {zoom === 'dense' && <span className="r">{t('Free')}</span>}
          </div>
          <ul
            aria-label={t('Machines, part {{part, number}} of {{parts, number}}', {
              part: at + 1,
              parts: parts.length,
            })}
          >
            {entries.map(row)}
          </ul>
        </div>
      ))}
    </div>
  );
}
