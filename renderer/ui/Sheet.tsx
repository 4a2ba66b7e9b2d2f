import { Dialog } from '@base-ui/react/dialog';
import type { ReactElement, ReactNode } from 'react';
import { Icon } from './Icon.tsx';

interface Props {
  readonly title: string;
  /** Before the title. */
  readonly mark?: ReactNode;
  readonly children: ReactNode;
  /** What can be done with all of it. */
  readonly footer: ReactNode;
  readonly onClose: () => void;
}

/** Comes in from the right over the page, which stays in view. Rendered while it is open. */
export const Sheet = ({ title, mark, children, footer, onClose }: Props): ReactElement => (
  <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
    <Dialog.Portal>
      <Dialog.Backdrop className="scrim" />
      <Dialog.Popup className="sheet">
        <header>
          {mark}
          <Dialog.Title className="trunc">{title}</Dialog.Title>
          <span className="grow" />
          <Dialog.Close className="btn quiet icon" aria-label="Close">
            <Icon name="close" />
          </Dialog.Close>
        </header>
        <div className="in-b">{children}</div>
        <footer>{footer}</footer>
      </Dialog.Popup>
    </Dialog.Portal>
  </Dialog.Root>
);
