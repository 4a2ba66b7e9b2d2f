import { useState, type ReactElement } from 'react';
import type { ModelView } from '../../../../contract/control-api.ts';
import { t } from '../../../../words/words.ts';
import { useModelCalls } from '../../../data/models/model-calls.ts';
import { useCall } from '../../../data/client/use-call.ts';
import { Icon, type IconName } from '../../../ui/mark/Icon.tsx';
import { ProblemNote } from '../../../ui/note/ProblemNote.tsx';
import type { BlockPlace } from '../map/map-stops.ts';
import { DrainSheet } from './DrainSheet.tsx';
import { isPinned, turnedPins } from './moved-pins.ts';

interface Props extends BlockPlace {
  readonly models: readonly ModelView[];
  /** Asks where it shall move. */
  readonly onMove: () => void;
}

/** What can be done with a replica. The map presses these buttons when their key is pressed. */
export function ReplicaActs({ machine, gpu, replica, models, onMove }: Props): ReactElement {
  const [draining, setDraining] = useState(false);
  const calls = useModelCalls();
  const pin = useCall();
  const here = { machineId: machine.id, gpuId: gpu.id };
  const pins = models.find(({ name }) => name === replica.model)?.wishes?.pins;
  const drained = machine.limits[gpu.id] === 0;
  const turn = (old: typeof pins = []): void =>
    pin.start(async (signal) => {
      await calls.deploy(replica.model, { pins: turnedPins(old, here) }, signal);
    });
  return (
    <>
      <div className="acts">
        {!drained && <Act letter="d" icon="drain" text={t('Drain…')} onPress={() => setDraining(true)} />}
        {pins && (
          <Act
            letter="p"
            icon="pin"
            text={isPinned(pins, here) ? t('Unpin') : t('Pin here')}
            disabled={pin.running}
            onPress={() => turn(pins)}
          />
        )}
        <Act letter="m" icon="move" text={t('Move…')} onPress={onMove} />
        <span className="small ink3 hide-p">{hint(replica.slotsBusy, drained)}</span>
      </div>
      <ProblemNote problem={pin.problem} />
      {draining && <DrainSheet machine={machine} gpu={gpu} onClose={() => setDraining(false)} />}
    </>
  );
}

const hint = (busy: number, drained: boolean): string => {
  if (drained) return t('This card is drained: it shares nothing.');
  return busy > 0
    ? t('Drain finishes {{count, number}} running answers first.', { count: busy })
    : t('Or drag its block to another card: the plan is shown first.');
};

interface ActProps {
  /** The key that does the same. */
  readonly letter: string;
  readonly icon: IconName;
  readonly text: string;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}

const Act = ({ letter, icon, text, disabled = false, onPress }: ActProps): ReactElement => (
  <button type="button" className="btn small" aria-keyshortcuts={letter} disabled={disabled} onClick={onPress}>
    <Icon name={icon} />
    {text}
    <span className="kbd" aria-hidden="true">
      {letter.toUpperCase()}
    </span>
  </button>
);
