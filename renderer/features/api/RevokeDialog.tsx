import type { ReactElement } from 'react';
import type { KeyView } from '../../../contract/keys.ts';
import { useCall } from '../../data/client/use-call.ts';
import { useKeyCalls } from '../../data/access/use-keys.ts';
import { ConfirmDialog } from '../../ui/dialog/ConfirmDialog.tsx';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { t } from '../../../words/words.ts';

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
      title={t('Revoke the key of {{name}}?', { name })}
      action={t('Revoke it')}
      failure={<ProblemNote problem={send.problem} />}
      busy={send.running}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{t('What uses it is refused from now on. It cannot be taken back; a new key can be made.')}</p>
    </ConfirmDialog>
  );
}
