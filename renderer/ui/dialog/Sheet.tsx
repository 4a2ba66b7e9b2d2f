import type { ReactElement, ReactNode } from 'react';
import { DialogFrame } from './DialogFrame.tsx';
import { DialogHead } from './DialogHead.tsx';

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
  <DialogFrame className="sheet" onClose={onClose}>
    <DialogHead title={title} mark={mark} />
    <div className="in-b">{children}</div>
    <footer>{footer}</footer>
  </DialogFrame>
);
