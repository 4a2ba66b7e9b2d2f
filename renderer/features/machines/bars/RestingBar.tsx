import type { ReactElement } from 'react';
import type { MachineView } from '../../../../contract/control-api.ts';
import type { Gpu } from '../../../../contract/hardware.ts';
import { retell } from '../../../../words/retell.ts';
import { t } from '../../../../words/words.ts';
import { useMachineCalls } from '../../../data/machines/machine-calls.ts';
import { useCall } from '../../../data/client/use-call.ts';
import { formatTotal } from '../../../ui/text/format.ts';
import { cardName } from '../machine-words.ts';
import type { MapPlace } from '../map/map-place.ts';
import { barStop } from '../map/map-stops.ts';
import { restWords } from '../rest-words.ts';
import { BarGroup } from './BarGroup.tsx';
import { BarNote } from './BarNote.tsx';

interface Props extends MapPlace {
  readonly machine: MachineView;
  readonly gpu: Gpu;
}

/** A device of a machine that takes no models now: why, and the way back. */
export function RestingBar({ machine, gpu, scale, tabStop, onFocus }: Props): ReactElement {
  const calls = useMachineCalls();
  const resume = useCall();
  const width = Math.round((gpu.totalBytes / 1024 ** 3) * scale.px);
  const { inBar, beside } = restWords(machine) ?? { inBar: '', beside: '' };
  const stop = barStop(machine, gpu);
  const byHand = machine.state === 'paused' && machine.paused && machine.userPause === null;
  return (
    <>
      <BarGroup
        kind="sunk"
        width={width}
        totalBytes={gpu.totalBytes}
        label={`${cardName(gpu)}, ${formatTotal(gpu.totalBytes)}. ${inBar}. ${beside}`.trim()}
        stop={{ name: stop, tabbable: tabStop === stop, onFocus: () => onFocus(stop) }}
      >
        {width >= 96 && (
          <span className="free" style={{ left: 0, width }}>
            {inBar}
          </span>
        )}
      </BarGroup>
      <BarNote barWidth={width} scale={scale} empty={beside === '' && !resume.problem}>
        <span>
          {resume.problem ? retell(resume.problem.message) : beside}{' '}
          {byHand && (
            <button
              type="button"
              className="link"
              disabled={resume.running}
              aria-label={t('Resume {{name}}', { name: machine.name })}
              onClick={() => resume.start((signal) => calls.change(machine.id, { paused: false }, signal))}
            >
              {t('Resume')}
            </button>
          )}
        </span>
      </BarNote>
    </>
  );
}
