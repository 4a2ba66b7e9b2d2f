import { Dialog } from '@base-ui/react/dialog';
import type { ReactElement, ReactNode } from 'react';

interface Props {
  /** Its looks: a dialog in the middle unless it says otherwise. */
  readonly className?: string;
  /** A click beside it does not close it, as it would lose what was typed or is under way. */
  readonly stays?: boolean;
  /** Only a button of it closes it, not even Escape: what it shows is shown this once. */
  readonly onlyByButton?: boolean;
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** What stands over the page until it is closed. Rendered while it is open. */
export const DialogFrame = ({
  className = 'dialog',
  stays = false,
  onlyByButton = false,
  children,
  onClose,
}: Props): ReactElement => (
  <Dialog.Root
    open
    onOpenChange={(open, { reason }) => !open && !(onlyByButton && reason === 'escape-key') && onClose()}
    disablePointerDismissal={stays || onlyByButton}
  >
    <Dialog.Portal>
      <Dialog.Backdrop className="scrim" />
      <Dialog.Popup className={className}>{children}</Dialog.Popup>
    </Dialog.Portal>
  </Dialog.Root>
);
