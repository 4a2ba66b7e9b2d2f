import type { ReactElement } from 'react';
import type { MachineView } from '../../../../contract/control-api.ts';
import { t } from '../../../../words/words.ts';
import { useMachineCalls } from '../../../data/machines/machine-calls.ts';
import { WhatIfSheet } from '../../what-if/WhatIfSheet.tsx';

interface Props {
  readonly machine: MachineView;
  readonly onClose: () => void;
}

/** What happens when a PC is switched off, or when a paused one serves again. Rendered while it is open. */
export function OffSheet({ machine, onClose }: Props): ReactElement {
  const calls = useMachineCalls();
  const { id, name, paused } = machine;
  return (
    <WhatIfSheet
      title={paused ? t('If {{name}} served again', { name }) : t('If {{name}} were switched off', { name })}
      changes={[paused ? { kind: 'resume', machine: id } : { kind: 'remove', machine: id }]}
      hint={paused ? '' : t('Paused, it finishes its answers first')}
      action={paused ? t('Resume {{name}}', { name }) : t('Pause {{name}}', { name })}
      onApply={(signal) => calls.change(id, { paused: !paused }, signal)}
      onClose={onClose}
    >
      <p className="ink2">
        {paused
          ? t('Models come to it as they fit.')
          : t('Its models are loaded elsewhere where they fit; answers that run there begin again on another PC.')}
      </p>
    </WhatIfSheet>
  );
}
