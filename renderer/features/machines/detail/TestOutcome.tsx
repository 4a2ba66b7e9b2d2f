import type { ReactElement } from 'react';
import type { MachineTest } from '../../../../contract/control-machines.ts';
import { msg, t, type Message } from '../../../../words/words.ts';
import { formatNumber, formatRate } from '../../../ui/text/format.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { Trans } from '../../../ui/text/Trans.tsx';

const backends: Record<MachineTest['backend'], Message> = {
  vulkan: msg('Vulkan'),
  cuda: msg('CUDA'),
  metal: msg('Metal'),
  cpu: msg('the processor'),
};

/** What the demo model wrote on a device, read out when it is there. */
export const TestOutcome = ({ outcome }: { readonly outcome: MachineTest | null }): ReactElement => (
  <div aria-live="polite">
    {outcome && (
      <p className="small row test-outcome">
        <Icon name="check" className="ok" />
        <span>
          <Trans
            text="<works>It works with {{backend}}:</works> <num>{{rate}} tokens/s</num> with the demo model, loaded in <num>{{seconds}} s</num>. It wrote “{{text}}”"
            values={{
              backend: t(backends[outcome.backend]),
              rate: formatRate(outcome.tokensPerSecond),
              seconds: formatNumber(outcome.loadMs / 1_000, 1),
              text: outcome.text.trim(),
            }}
            parts={{ works: <span className="strong" />, num: <span className="num" /> }}
          />
        </span>
      </p>
    )}
  </div>
);
