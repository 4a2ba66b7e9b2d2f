import type { ReactElement } from 'react';
import type { MachineView } from '../../../contract/control-api.ts';
import { useMachineCalls } from '../../data/machine-calls.ts';
import { useCall } from '../../data/use-call.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { plural } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';

interface Props {
  readonly machine: MachineView;
  readonly onClose: () => void;
}

/** Says what happens when a machine is removed, and asks. Rendered while it is open. */
export function RemoveMachineDialog({ machine, onClose }: Props): ReactElement {
  const calls = useMachineCalls();
  const remove = useCall();
  const answers = machine.replicas.reduce((sum, { slotsBusy }) => sum + slotsBusy, 0);
  const connected = machine.state !== 'lost' && machine.state !== 'joining';
  return (
    <ConfirmDialog
      title={`Remove ${machine.name} from this office?`}
      failure={<ProblemNote problem={remove.problem} />}
      action={`Remove ${machine.name}`}
      busy={remove.running}
      onConfirm={() =>
        remove.start(async (signal) => {
          await calls.remove(machine.id, signal);
          onClose();
        })
      }
      onClose={onClose}
    >
      <ol className="what-happens">
        <li>
          {connected
            ? `It finishes ${answers === 0 ? 'what it does' : plural(answers, 'running answer')} and takes no new one; its models move where they fit.`
            : 'It is not connected, so it is taken off the list at once.'}
        </li>
        <li>
          {connected
            ? 'Its agent forgets this office and uninstalls itself, with the models that were copied there.'
            : 'When its agent calls again, it hears that it was removed, forgets this office and uninstalls itself.'}
        </li>
        <li>Nothing else on that PC is touched. It can be added again at any time.</li>
      </ol>
    </ConfirmDialog>
  );
}
