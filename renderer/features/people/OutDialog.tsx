import type { ReactElement } from 'react';
import type { PersonView } from '../../../contract/people.ts';
import { t } from '../../../words/words.ts';
import { useCall } from '../../data/client/use-call.ts';
import { usePeopleCalls } from '../../data/access/use-people.ts';
import { ConfirmDialog } from '../../ui/dialog/ConfirmDialog.tsx';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';

interface Props {
  readonly person: PersonView;
  /** With all that they wrote. */
  readonly forGood: boolean;
  readonly onClose: () => void;
}

/** Lets a person in no more, after asking. Rendered while it is open. */
export function OutDialog({ person: { id, name, role }, forGood, onClose }: Props): ReactElement {
  const calls = usePeopleCalls();
  const send = useCall();
  const confirm = (): void =>
    send.start(async (signal) => {
      await (forGood ? calls.remove(id, signal) : calls.revoke(id, signal));
      onClose();
    });
  return (
    <ConfirmDialog
      title={
        forGood ? t('Remove {{name}} with all conversations?', { name }) : t('Revoke the access of {{name}}?', { name })
      }
      action={forGood ? t('Remove them') : t('Revoke it')}
      failure={<ProblemNote problem={send.problem} />}
      busy={send.running}
      onConfirm={confirm}
      onClose={onClose}
    >
      {forGood ? (
        <p>{t('What {{name}} wrote and was answered is deleted. It cannot be brought back.', { name })}</p>
      ) : (
        <p>
          {t(
            'All browsers of {{name}} are out at once, and an answer that is being written stops. The conversations are kept: by a new invite {{name}} has them again.',
            { name },
          )}
        </p>
      )}
      {!forGood && role === 'admin' && (
        <p className="ink2">
          {t('{{name}} may know the admin password. Without an invite it opens nothing; change it anyway.', { name })}
        </p>
      )}
    </ConfirmDialog>
  );
}
