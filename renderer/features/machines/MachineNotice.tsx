import type { ReactElement } from 'react';
import type { MachineView } from '../../../contract/control-api.ts';
import { useMachineCalls } from '../../data/machine-calls.ts';
import { useCall } from '../../data/use-call.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { ProblemRow } from '../../ui/ProblemRow.tsx';
import { canUpdate } from './machine-facts.ts';

interface Props {
  readonly machine: MachineView;
  readonly ourVersion: string;
}

/** What a person should know of a machine, with the one action that the window itself can take. */
export function MachineNotice({ machine, ourVersion }: Props): ReactElement | null {
  const calls = useMachineCalls();
  const update = useCall();
  const { notice } = machine;
  if (!notice) return null;
  return (
    <div className="notice-row">
      <ProblemRow
        word={machine.state === 'stopped' ? 'Not used.' : 'Look here.'}
        tone="warn"
        reason={notice.reason}
        effect={notice.effect}
        action={notice.action}
      >
        {canUpdate(machine, ourVersion) && (
          <button
            type="button"
            className="btn small"
            disabled={update.running}
            onClick={() => update.start((signal) => calls.update(machine.id, signal))}
          >
            Update its agent
          </button>
        )}
      </ProblemRow>
      <ProblemNote problem={update.problem} />
    </div>
  );
}
