import type { ReactElement } from 'react';
import type { MachineView, OfficeState } from '../../../contract/control-api.ts';
import type { Gpu } from '../../../contract/hardware.ts';
import { formatTotal } from '../../ui/format.ts';
import { ModelMark } from '../../ui/ModelMark.tsx';
import { WholeNames } from '../../ui/WholeNames.tsx';
import { BarGroup } from './BarGroup.tsx';
import { BarNote } from './BarNote.tsx';
import type { MapPlace } from './map-place.ts';
import { cardName, ghostWords, lostSentences } from './machine-words.ts';
import { barGeometry } from './map-geometry.ts';
import { barStop } from './map-stops.ts';
import { WakeButton } from './WakeButton.tsx';

interface Props extends MapPlace {
  readonly machine: MachineView;
  readonly gpu: Gpu;
  readonly state: OfficeState;
}

/** A device of a lost machine: the ghost of what was there, and what became of it. */
export function LostBar({ machine, gpu, state, scale, tabStop, onFocus }: Props): ReactElement {
  const { width, blocks } = barGeometry(gpu, machine.replicas, state.marginBytes, scale);
  const stop = barStop(machine, gpu);
  const sentences = lostSentences(machine, state);
  const label = `${cardName(gpu)}, ${formatTotal(gpu.totalBytes)}, lost. ${sentences.join(' ')}`;
  return (
    <>
      <BarGroup
        kind="ghost"
        width={width}
        totalBytes={gpu.totalBytes}
        label={label}
        stop={{ name: stop, tabbable: tabStop === stop, onFocus: () => onFocus(stop) }}
      >
        {blocks.map(({ replica, left, width: wide }) => (
          <span
            key={replica.replicaId}
            className={`ghostrep m${replica.colour}`}
            style={{ left: left - 1, width: wide }}
          >
            {wide >= 40 && <ModelMark code={replica.code} colour={replica.colour} />}
            {wide >= 100 && <span className="trunc">{ghostWords(replica, machine)}</span>}
          </span>
        ))}
      </BarGroup>
      <BarNote barWidth={width} scale={scale}>
        {sentences.map((sentence) => (
          <span key={sentence}>
            <WholeNames text={sentence} />
          </span>
        ))}
        {machine.canWake && (
          <span>
            <WakeButton machine={machine} look="link" />
          </span>
        )}
      </BarNote>
    </>
  );
}
