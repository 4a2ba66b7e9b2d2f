import type { ReactElement } from 'react';
import type { MachineView } from '../../../contract/control-api.ts';
import { useMachineCalls } from '../../data/machine-calls.ts';
import { WhatIfSheet } from '../what-if/WhatIfSheet.tsx';

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
      title={paused ? `If ${name} served again` : `If ${name} were switched off`}
      changes={[paused ? { kind: 'resume', machine: id } : { kind: 'remove', machine: id }]}
      hint={paused ? '' : 'Paused, it finishes its answers first'}
      action={paused ? `Resume ${name}` : `Pause ${name}`}
      onApply={(signal) => calls.change(id, { paused: !paused }, signal)}
      onClose={onClose}
    >
      <p className="ink2">
        {paused
          ? 'Models come to it as they fit.'
          : 'Its models are loaded elsewhere where they fit; answers that run there begin again on another PC.'}
      </p>
    </WhatIfSheet>
  );
}
