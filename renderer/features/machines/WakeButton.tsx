import { useState, type ReactElement } from 'react';
import type { MachineView } from '../../../contract/control-api.ts';
import { useMachineCalls } from '../../data/machine-calls.ts';
import { useCall } from '../../data/use-call.ts';

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
      {wake.problem && <span className="small bad">{wake.problem.message}</span>}
      {isCalled && <span className="small ink2">Called. A PC takes about a minute to start.</span>}{' '}
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
        Wake {machine.name}
        {isCalled && ' again'}
      </button>
    </>
  );
}
