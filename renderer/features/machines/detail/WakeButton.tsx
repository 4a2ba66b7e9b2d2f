import { useState, type ReactElement } from 'react';
import type { MachineView } from '../../../../contract/control-api.ts';
import { retell } from '../../../../words/retell.ts';
import { t } from '../../../../words/words.ts';
import { useMachineCalls } from '../../../data/machines/machine-calls.ts';
import { useCall } from '../../../data/client/use-call.ts';

interface Props {
  readonly machine: MachineView;
  /** How the button looks. */
  readonly look: 'btn small' | 'link';
}

/** Calls a machine that sleeps. Whether it heard, only its state tells. */
export function WakeButton({ machine, look }: Props): ReactElement {
  const calls = useMachineCalls();
  const wake = useCall();
  const [isCalled, setIsCalled] = useState(false);
  return (
    <>
      {wake.problem && <span className="small bad">{retell(wake.problem.message)}</span>}
      {isCalled && <span className="small ink2">{t('Called. A PC takes about a minute to start.')}</span>}{' '}
      <button
        type="button"
        className={look}
        disabled={wake.running}
        onClick={() =>
          wake.start(async (signal) => {
            setIsCalled(false);
            await calls.wake(machine.id, signal);
            setIsCalled(true);
          })
        }
      >
        {isCalled ? t('Wake {{name}} again', { name: machine.name }) : t('Wake {{name}}', { name: machine.name })}
      </button>
    </>
  );
}
