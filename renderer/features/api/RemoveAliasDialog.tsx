import type { ReactElement } from 'react';
import { useAliasCalls } from '../../data/use-aliases.ts';
import { useCall } from '../../data/use-call.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';

interface Props {
  readonly name: string;
  readonly onClose: () => void;
}

/** Takes a name away, after asking. Rendered while it is open. */
export function RemoveAliasDialog({ name, onClose }: Props): ReactElement {
  const calls = useAliasCalls();
  const send = useCall();
  const confirm = (): void =>
    send.start(async (signal) => {
      await calls.remove(name, signal);
      onClose();
    });
  return (
    <ConfirmDialog
      title={`Remove the name ${name}?`}
      action="Remove it"
      failure={<ProblemNote problem={send.problem} />}
      busy={send.running}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>Programs that ask for it are told that there is no such model. The model itself stays.</p>
    </ConfirmDialog>
  );
}
