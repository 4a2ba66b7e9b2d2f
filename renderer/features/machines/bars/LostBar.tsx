import type { ReactElement } from 'react';
import type { MachineView, OfficeState } from '../../../../contract/control-api.ts';
import type { Gpu } from '../../../../contract/hardware.ts';
import { t } from '../../../../words/words.ts';
import { formatTotal } from '../../../ui/text/format.ts';
import { ModelMark } from '../../../ui/mark/ModelMark.tsx';
import { WholeNames } from '../../../ui/text/WholeNames.tsx';
import { WakeButton } from '../detail/WakeButton.tsx';
import { cardName, ghostWords, lostSentences } from '../machine-words.ts';
import type { MapPlace } from '../map/map-place.ts';
import { barStop } from '../map/map-stops.ts';
import { barGeometry } from './bar-geometry.ts';
import { BarGroup } from './BarGroup.tsx';
import { BarNote } from './BarNote.tsx';

interface Props extends MapPlace {
  readonly machine: MachineView;
  readonly gpu: Gpu;
  readonly state: OfficeState;
  /** The first of the machine's devices says what became of its models; the others need not say it again. */
  readonly first: boolean;
}

/** A device of a lost machine: the ghost of what was there, and what became of it. */
export function LostBar({ machine, gpu, state, first, scale, tabStop, onFocus }: Props): ReactElement {
  const { width, blocks } = barGeometry(gpu, machine.replicas, state.marginBytes, scale);
  const stop = barStop(machine, gpu);
  const sentences = first ? lostSentences(machine, state) : [];
  const card = `${cardName(gpu)}, ${formatTotal(gpu.totalBytes)}`;
  const label = t('{{card}}, lost. {{sentences}}', { card, sentences: sentences.join(' ') }).trim();
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
      {first && (
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
      )}
    </>
  );
}
