import type { ReactElement } from 'react';
import type { MachineTest } from '../../../contract/control-machines.ts';
import { formatRate } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';

const backends: Record<MachineTest['backend'], string> = {
  vulkan: 'Vulkan',
  cuda: 'CUDA',
  metal: 'Metal',
  cpu: 'the processor',
};

/** What the demo model wrote on a device, read out when it is there. */
export const TestOutcome = ({ outcome }: { readonly outcome: MachineTest | null }): ReactElement => (
  <div aria-live="polite">
    {outcome && (
      <p className="small row test-outcome">
        <Icon name="check" className="ok" />
        <span>
          <span className="strong">It works with {backends[outcome.backend]}:</span>{' '}
          <span className="num">{formatRate(outcome.tokensPerSecond)} tokens/s</span> with the demo model, loaded in{' '}
          <span className="num">{(outcome.loadMs / 1_000).toFixed(1)} s</span>. It wrote “{outcome.text.trim()}”
        </span>
      </p>
    )}
  </div>
);
