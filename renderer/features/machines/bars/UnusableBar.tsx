import type { ReactElement } from 'react';
import type { MachineView } from '../../../../contract/control-api.ts';
import type { Gpu } from '../../../../contract/hardware.ts';
import { t } from '../../../../words/words.ts';
import { formatTotal } from '../../../ui/text/format.ts';
import { cardName, unusableWords } from '../machine-words.ts';
import type { MapPlace } from '../map/map-place.ts';
import { barStop } from '../map/map-stops.ts';
import { BarGroup } from './BarGroup.tsx';
import { BarNote } from './BarNote.tsx';

interface Props extends MapPlace {
  readonly machine: MachineView;
  readonly gpu: Gpu;
}

/** A device that the engine cannot use, with the reason beside it. */
export function UnusableBar({ machine, gpu, scale, tabStop, onFocus }: Props): ReactElement {
  const width = Math.round((gpu.totalBytes / 1024 ** 3) * scale.px);
  const reason = unusableWords(gpu);
  const card = `${cardName(gpu)}, ${formatTotal(gpu.totalBytes)}`;
  const stop = barStop(machine, gpu);
  return (
    <>
      <BarGroup
        kind="sunk"
        width={width}
        totalBytes={gpu.totalBytes}
        label={t('{{card}}, not used. {{reason}}', { card, reason })}
        stop={{ name: stop, tabbable: tabStop === stop, onFocus: () => onFocus(stop) }}
      >
        {width >= 80 && (
          <span className="free" style={{ left: 0, width }}>
            {t('Not used')}
          </span>
        )}
      </BarGroup>
      <BarNote barWidth={width} scale={scale}>
        <span>{reason}</span>
      </BarNote>
    </>
  );
}
