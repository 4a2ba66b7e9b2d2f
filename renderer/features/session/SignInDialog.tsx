import { useState, type ReactElement } from 'react';
import { t } from '../../../words/words.ts';
import { useCall } from '../../data/client/use-call.ts';
import { useSessionCalls } from '../../data/access/use-session.ts';
import { FormDialog } from '../../ui/dialog/FormDialog.tsx';
import { PasswordField } from '../../ui/field/PasswordField.tsx';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';

/** Asks for the admin password at another PC. Rendered while it is open. */
export function SignInDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [password, setPassword] = useState('');
  const calls = useSessionCalls();
  const send = useCall();
  const submit = (): void =>
    send.start(async (signal) => {
      await calls.becomeAdmin(password, signal);
      onClose();
    });
  return (
    <FormDialog
      title={t('Sign in as admin')}
      action={t('Sign in')}
      ready={password !== '' && !send.running}
      onSubmit={submit}
      onClose={onClose}
    >
      <PasswordField
        label={t('Admin password')}
        hint={t('For an hour this browser can change the office. The password is set on the office’s own PC.')}
        complete="off"
        value={password}
        onChange={setPassword}
      />
      <ProblemNote problem={send.problem} />
    </FormDialog>
  );
}
