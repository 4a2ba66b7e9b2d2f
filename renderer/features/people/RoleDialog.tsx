import type { ReactElement } from 'react';
import type { PersonView } from '../../../contract/people.ts';
import { t } from '../../../words/words.ts';
import { useCall } from '../../data/client/use-call.ts';
import { useAdminPassword, usePeopleCalls } from '../../data/access/use-people.ts';
import { ConfirmDialog } from '../../ui/dialog/ConfirmDialog.tsx';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';

interface Props {
  readonly person: PersonView;
  readonly onClose: () => void;
}

/** Makes an admin of a member, or the other way round, after saying what that means. Rendered while it is open. */
export function RoleDialog({ person: { id, name, role }, onClose }: Props): ReactElement {
  const calls = usePeopleCalls();
  const send = useCall();
  const password = useAdminPassword().data;
  const makesAdmin = role === 'member';
  const confirm = (): void =>
    send.start(async (signal) => {
      await calls.change(id, { role: makesAdmin ? 'admin' : 'member' }, signal);
      onClose();
    });
  return (
    <ConfirmDialog
      title={makesAdmin ? t('Make {{name}} an admin?', { name }) : t('Make {{name}} a member?', { name })}
      action={makesAdmin ? t('Make an admin') : t('Make a member')}
      failure={<ProblemNote problem={send.problem} />}
      busy={send.running}
      onConfirm={confirm}
      onClose={onClose}
    >
      {makesAdmin ? (
        <p>
          {t(
            'With the admin password {{name}} can then do everything that you can, in their own browser, for an hour at a time.',
            { name },
          )}
        </p>
      ) : (
        <p>
          {t('{{name}} goes on chatting, and can change nothing of the office any more, from this moment on.', {
            name,
          })}
        </p>
      )}
      {makesAdmin && password?.changedAt === null && (
        <p className="ink2">{t('There is no admin password yet. Set one in Settings.')}</p>
      )}
    </ConfirmDialog>
  );
}
