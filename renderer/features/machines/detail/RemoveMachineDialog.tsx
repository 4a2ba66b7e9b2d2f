import type { ReactElement } from 'react';
import type { MachineView } from '../../../../contract/control-api.ts';
import { t } from '../../../../words/words.ts';
import { useMachineCalls } from '../../../data/machines/machine-calls.ts';
import { useCall } from '../../../data/client/use-call.ts';
import { ConfirmDialog } from '../../../ui/dialog/ConfirmDialog.tsx';
import { ProblemNote } from '../../../ui/note/ProblemNote.tsx';

interface Props {
  readonly machine: MachineView;
  readonly onClose: () => void;
}

/** Says what happens when a machine is removed, and asks. Rendered while it is open. */
export function RemoveMachineDialog({ machine, onClose }: Props): ReactElement {
  const calls = useMachineCalls();
  const remove = useCall();
  const { name } = machine;
  const answers = machine.replicas.reduce((sum, { slotsBusy }) => sum + slotsBusy, 0);
  const connected = machine.state !== 'lost' && machine.state !== 'joining';
  return (
    <ConfirmDialog
      title={t('Remove {{name}} from this office?', { name })}
      failure={<ProblemNote problem={remove.problem} />}
      action={t('Remove {{name}}', { name })}
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
            ? answers === 0
              ? t('It finishes what it does and takes no new one; its models move where they fit.')
              : t(
                  'It finishes {{count, number}} running answers and takes no new one; its models move where they fit.',
                  { count: answers },
                )
            : t('It is not connected, so it is taken off the list at once.')}
        </li>
        <li>
          {connected
            ? t('Its agent forgets this office and uninstalls itself, with the models that were copied there.')
            : t('When its agent calls again, it hears that it was removed, forgets this office and uninstalls itself.')}
        </li>
        <li>{t('Nothing else on that PC is touched. It can be added again at any time.')}</li>
      </ol>
    </ConfirmDialog>
  );
}
