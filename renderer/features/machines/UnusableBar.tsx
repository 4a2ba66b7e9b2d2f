import type { ReactElement } from 'react';
import type { MachineView } from '../../../contract/control-api.ts';
import type { Gpu } from '../../../contract/hardware.ts';
import { formatTotal } from '../../ui/format.ts';
import { BarGroup } from './BarGroup.tsx';
import { BarNote } from './BarNote.tsx';
import type { MapPlace } from './map-place.ts';
import { cardName } from './machine-words.ts';
import { barStop } from './map-stops.ts';

interface Props extends MapPlace {
  readonly machine: MachineView;
  readonly gpu: Gpu;
}

/** A device that the engine cannot use, with the reason beside it. */
export function UnusableBar({ machine, gpu, scale, tabStop, onFocus }: Props): ReactElement {
  const width = Math.round((gpu.totalBytes / 1024 ** 3) * scale.px);
  const reason = gpu.reason ?? 'It cannot be used.';
  const stop = barStop(machine, gpu);
  return (
    <>
      <BarGroup
        kind="sunk"
        width={width}
        totalBytes={gpu.totalBytes}
        label={`${cardName(gpu)}, ${formatTotal(gpu.totalBytes)}, not used. ${reason}`}
        stop={{ name: stop, tabbable: tabStop === stop, onFocus: () => onFocus(stop) }}
      >
        {width >= 80 && (
          <span className="free" style={{ left: 0, width }}>
            Not used
          </span>
        )}
      </BarGroup>
      <BarNote barWidth={width} scale={scale}>
        <span>{reason}</span>
      </BarNote>
    </>
  );
}
