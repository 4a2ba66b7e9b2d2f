import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { ReactElement, ReactNode } from 'react';
import { t } from '../../../words/words.ts';

interface Props {
  readonly title: string;
  /** What happens then. */
  readonly children: ReactNode;
  /** Why it could not be done. */
  readonly failure: ReactNode;
  /** On the button that does it. */
  readonly action: string;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Says what goes away, and asks. Rendered while it is open. */
export function ConfirmDialog({ title, children, failure, action, busy, onConfirm, onClose }: Props): ReactElement {
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="scrim" />
        <AlertDialog.Popup className="dialog">
          <header>
            <AlertDialog.Title>{title}</AlertDialog.Title>
          </header>
          <div className="in-b">
            <AlertDialog.Description render={<div />}>{children}</AlertDialog.Description>
            {failure}
          </div>
          <footer>
            <span className="grow" />
            <AlertDialog.Close className="btn">{t('Keep it')}</AlertDialog.Close>
            <button type="button" className="btn danger" disabled={busy} onClick={onConfirm}>
              {action}
            </button>
          </footer>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
