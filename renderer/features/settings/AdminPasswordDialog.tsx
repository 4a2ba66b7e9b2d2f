import { useState, type ReactElement } from 'react';
import { leastPasswordLength } from '../../../contract/people.ts';
import { useCall } from '../../data/client/use-call.ts';
import { usePeopleCalls } from '../../data/access/use-people.ts';
import { FormDialog } from '../../ui/dialog/FormDialog.tsx';
import { PasswordField } from '../../ui/field/PasswordField.tsx';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { t } from '../../../words/words.ts';

interface Props {
  /** There is none yet. */
  readonly isFirst: boolean;
  /** At another PC than the office's own. */
  readonly needsOld: boolean;
  readonly onClose: () => void;
}

/** Asks for a new admin password. Rendered while it is open. */
export function AdminPasswordDialog({ isFirst, needsOld, onClose }: Props): ReactElement {
  const [draft, setDraft] = useState({ old: '', password: '', again: '' });
  const calls = usePeopleCalls();
  const send = useCall();
  const { old, password, again } = draft;
  const isGood = password.length >= leastPasswordLength && password === again && !(needsOld && old === '');
  const submit = (): void =>
    send.start(async (signal) => {
      await calls.setPassword(password, needsOld ? old : null, signal);
      onClose();
    });
  return (
    <FormDialog
      title={isFirst ? t('Set the admin password') : t('Change the admin password')}
      action={isFirst ? t('Set it') : t('Change it')}
      ready={isGood && !send.running}
      onSubmit={submit}
      onClose={onClose}
    >
      {needsOld && (
        <PasswordField
          label={t('The one before')}
          complete="off"
          value={old}
          onChange={(typed) => setDraft({ ...draft, old: typed })}
        />
      )}
      <PasswordField
        label={t('New password')}
        hint={t('At least {{least}} characters. Admins type it at another PC; here it is never asked for.', {
          least: leastPasswordLength,
        })}
        complete="new-password"
        value={password}
        onChange={(typed) => setDraft({ ...draft, password: typed })}
      />
      <PasswordField
        label={t('Once more')}
        hint={again !== '' && again !== password ? t('The two are not the same.') : ''}
        complete="new-password"
        value={again}
        onChange={(typed) => setDraft({ ...draft, again: typed })}
      />
      {!isFirst && <p className="small ink3">{t('Who did admin things by the old one signs in again.')}</p>}
      <ProblemNote problem={send.problem} />
    </FormDialog>
  );
}
