import type { ReactElement } from 'react';
import { useAliasCalls } from '../../data/models/use-aliases.ts';
import { useCall } from '../../data/client/use-call.ts';
import { ConfirmDialog } from '../../ui/dialog/ConfirmDialog.tsx';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { t } from '../../../words/words.ts';

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
      title={t('Remove the name {{name}}?', { name })}
      action={t('Remove it')}
      failure={<ProblemNote problem={send.problem} />}
      busy={send.running}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{t('Programs that ask for it are told that there is no such model. The model itself stays.')}</p>
    </ConfirmDialog>
  );
}
