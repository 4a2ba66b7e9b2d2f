import type { ReactElement } from 'react';
import type { MachineView } from '../../../../contract/control-api.ts';
import type { Pin } from '../../../../contract/model.ts';
import { t } from '../../../../words/words.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { cardName } from '../../machines/machine-words.ts';

interface Props {
  readonly pins: readonly Pin[];
  readonly machines: readonly MachineView[];
  readonly onUnpin: (pin: Pin) => void;
}

/** The cards that replicas are held on. They are pinned on the map, and let go here. */
export const PinsField = ({ pins, machines, onUnpin }: Props): ReactElement => (
  <div className="field">
    <span className="lab">{t('Pins')}</span>
    {pins.length === 0 && (
      <span className="hint">{t('None: the planner chooses. On the map, “Move…” pins a replica to a card.')}</span>
    )}
    <ul className="pins">
      {pins.map((pin) => (
        <li key={`${pin.machineId} ${pin.gpuId}`} className="row">
          <Icon name="pin" className="ink2" />
          <span className="grow">{pinWords(pin, machines)}</span>
          <button
            type="button"
            className="btn quiet small"
            aria-label={t('Unpin from {{place}}', { place: pinWords(pin, machines) })}
            onClick={() => onUnpin(pin)}
          >
            {t('Unpin')}
          </button>
        </li>
      ))}
    </ul>
  </div>
);

function pinWords({ machineId, gpuId }: Pin, machines: readonly MachineView[]): string {
  const machine = machines.find(({ id }) => id === machineId);
  const gpu = machine?.gpus.find(({ id }) => id === gpuId);
  return machine ? `${machine.name}, ${gpu ? cardName(gpu) : t('a card that is gone')}` : t('A machine that is gone');
}
