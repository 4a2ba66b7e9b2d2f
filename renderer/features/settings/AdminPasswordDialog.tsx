import { Dialog } from '@base-ui/react/dialog';
import { useId, useState, type ReactElement } from 'react';
import { leastPasswordLength } from '../../../contract/people.ts';
import { useCall } from '../../data/use-call.ts';
import { usePeopleCalls } from '../../data/use-people.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';

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
  const isShort = password.length < leastPasswordLength;
  const ready = !isShort && password === again && !(needsOld && old === '');
  const differs = again !== '' && again !== password;
  const submit = (): void => {
    if (!ready || send.running) return;
    send.start(async (signal) => {
      await calls.setPassword(password, needsOld ? old : null, signal);
      onClose();
    });
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog">
          <form
            onSubmit={(event) => {
              event.preventDefault();
              submit();
            }}
          >
            <header>
              <Dialog.Title>{isFirst ? 'Set the admin password' : 'Change the admin password'}</Dialog.Title>
            </header>
            <div className="in-b key-fields">
              {needsOld && (
                <PasswordField
                  label="The one before"
                  value={old}
                  onChange={(typed) => setDraft({ ...draft, old: typed })}
                />
              )}
              <PasswordField
                label="New password"
                hint={`At least ${leastPasswordLength} characters. Admins type it at another PC; here it is never asked for.`}
                value={password}
                onChange={(typed) => setDraft({ ...draft, password: typed })}
              />
              <PasswordField
                label="Once more"
                hint={differs ? 'The two are not the same.' : ''}
                value={again}
                onChange={(typed) => setDraft({ ...draft, again: typed })}
              />
              {!isFirst && <p className="small ink3">Who did admin things by the old one signs in again.</p>}
              <ProblemNote problem={send.problem} />
            </div>
            <footer>
              <span className="grow" />
              <Dialog.Close className="btn">Cancel</Dialog.Close>
              <button type="submit" className="btn primary" disabled={!ready || send.running}>
                {isFirst ? 'Set it' : 'Change it'}
              </button>
            </footer>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (typed: string) => void;
}

function PasswordField({ label, hint = '', value, onChange }: FieldProps): ReactElement {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="in"
        type="password"
        autoComplete="new-password"
        aria-describedby={`${id}-hint`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <span className="hint" id={`${id}-hint`} aria-live="polite">
        {hint}
      </span>
    </div>
  );
}
