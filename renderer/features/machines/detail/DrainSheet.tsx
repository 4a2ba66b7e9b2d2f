import type { ReactElement } from 'react';
import type { MachineView } from '../../../../contract/control-api.ts';
import type { Gpu } from '../../../../contract/hardware.ts';
import { t } from '../../../../words/words.ts';
import { useMachineCalls } from '../../../data/machines/machine-calls.ts';
import { WhatIfSheet } from '../../what-if/WhatIfSheet.tsx';
import { cardName } from '../machine-words.ts';

interface Props {
  readonly machine: MachineView;
  readonly gpu: Gpu;
  readonly onClose: () => void;
}

/** What happens when a card is emptied. One replica alone would be placed on it again at once. Rendered while it is open. */
export function DrainSheet({ machine, gpu, onClose }: Props): ReactElement {
  const calls = useMachineCalls();
  const card = cardName(gpu);
  return (
    <WhatIfSheet
      title={t('Drain {{card}} of {{machine}}', { card, machine: machine.name })}
      changes={[{ kind: 'limit', machine: machine.id, gpuId: gpu.id, bytes: 0 }]}
      hint={t('Its share is set to 0 GB, and raised again under {{machine}}', { machine: machine.name })}
      action={t('Drain it')}
      onApply={(signal) => calls.change(machine.id, { limits: { [gpu.id]: 0 } }, signal)}
      onClose={onClose}
    >
      <p className="ink2">
        {t('What stands on this card finishes its answers and leaves. It takes no model until its share is raised.')}
      </p>
    </WhatIfSheet>
  );
}
