import { Dialog } from '@base-ui/react/dialog';
import type { ReactElement, ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** The fields, and what was refused. */
  readonly children: ReactNode;
  /** On the button that does it. */
  readonly action: string;
  /** All is typed, and nothing is being sent. */
  readonly ready: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
}

/** Asks for something and does it. Rendered while it is open. */
export const FormDialog = ({ title, children, action, ready, onSubmit, onClose }: Props): ReactElement => (
  <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
    <Dialog.Portal>
      <Dialog.Backdrop className="scrim" />
      <Dialog.Popup className="dialog">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) onSubmit();
          }}
        >
          <header>
            <Dialog.Title>{title}</Dialog.Title>
          </header>
          <div className="in-b key-fields">{children}</div>
          <footer>
            <span className="grow" />
            <Dialog.Close className="btn">Cancel</Dialog.Close>
            <button type="submit" className="btn primary" disabled={!ready}>
              {action}
            </button>
          </footer>
        </form>
      </Dialog.Popup>
    </Dialog.Portal>
  </Dialog.Root>
);
