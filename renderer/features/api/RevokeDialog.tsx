import type { ReactElement } from 'react';
import type { KeyView } from '../../../contract/keys.ts';
import { useCall } from '../../data/use-call.ts';
import { useKeyCalls } from '../../data/use-keys.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';

interface Props {
  readonly revoke: KeyView;
  readonly onClose: () => void;
}

/** Ends a key, after asking. Rendered while it is open. */
export function RevokeDialog({ revoke: { id, name }, onClose }: Props): ReactElement {
  const calls = useKeyCalls();
  const send = useCall();
  const confirm = (): void =>
    send.start(async (signal) => {
      await calls.revoke(id, signal);
      onClose();
    });
  return (
    <ConfirmDialog
      title={`Revoke the key of ${name}?`}
      action="Revoke it"
      failure={<ProblemNote problem={send.problem} />}
      busy={send.running}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>What uses it is refused from now on. It cannot be taken back; a new key can be made.</p>
    </ConfirmDialog>
  );
}
