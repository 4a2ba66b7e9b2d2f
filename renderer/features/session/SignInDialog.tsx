import { Dialog } from '@base-ui/react/dialog';
import { useId, useState, type ReactElement } from 'react';
import { useCall } from '../../data/use-call.ts';
import { useSessionCalls } from '../../data/use-session.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';

/** Asks for the admin password at another PC. Rendered while it is open. */
export function SignInDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [password, setPassword] = useState('');
  const calls = useSessionCalls();
  const send = useCall();
  const id = useId();
  const submit = (): void => {
    if (password === '' || send.running) return;
    send.start(async (signal) => {
      await calls.becomeAdmin(password, signal);
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
              <Dialog.Title>Sign in as admin</Dialog.Title>
            </header>
            <div className="in-b">
              <div className="field">
                <label htmlFor={id}>Admin password</label>
                <input
                  id={id}
                  className="in"
                  type="password"
                  autoComplete="off"
                  aria-describedby={`${id}-hint`}
                  value={password}
                  onChange={(event) => setPassword(event.target.value)}
                />
                <span className="hint" id={`${id}-hint`}>
                  For an hour this browser can change the office. The password is set on the office’s own PC.
                </span>
              </div>
              <ProblemNote problem={send.problem} />
            </div>
            <footer>
              <span className="grow" />
              <Dialog.Close className="btn">Cancel</Dialog.Close>
              <button type="submit" className="btn primary" disabled={password === '' || send.running}>
                Sign in
              </button>
            </footer>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
