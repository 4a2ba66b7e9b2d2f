import type { ReactElement } from 'react';
import type { MachineView } from '../../../../contract/control-api.ts';
import { t } from '../../../../words/words.ts';
import { useMachineCalls } from '../../../data/machines/machine-calls.ts';
import { useCall } from '../../../data/client/use-call.ts';
import { NameDialog } from '../../../ui/dialog/NameDialog.tsx';
import { ProblemNote } from '../../../ui/note/ProblemNote.tsx';

interface Props {
  readonly machine: MachineView;
  readonly onClose: () => void;
}

/** Asks for a machine's new name in this office. Rendered while it is open. */
export function RenameMachineDialog({ machine, onClose }: Props): ReactElement {
  const calls = useMachineCalls();
  const rename = useCall();
  return (
    <NameDialog
      title={t('Rename {{name}}', { name: machine.name })}
      label={t('Name in this office')}
      hint={t('The PC’s own name stays as it is.')}
      name={machine.name}
      maxLength={60}
      busy={rename.running}
      failure={<ProblemNote problem={rename.problem} />}
      onRename={(name) =>
        rename.start(async (signal) => {
          await calls.change(machine.id, { name }, signal);
          onClose();
        })
      }
      onClose={onClose}
    />
  );
}
