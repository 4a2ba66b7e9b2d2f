import { Dialog } from '@base-ui/react/dialog';
import type { ReactElement, ReactNode } from 'react';
import { t } from '../../../words/words.ts';

interface Props {
  readonly title: string;
  /** The fields, and what was refused. */
  readonly children: ReactNode;
  /** On the button that does it. */
  readonly action: string;
  /** All is typed, and nothing is being sent. */
  readonly ready: boolean;
  /** At the other end of the foot: what can be done instead. */
  readonly aside?: ReactNode;
  readonly onSubmit: () => void;
}

/** What a dialog asks for, and the button that does it. */
export const DialogForm = ({ title, children, action, ready, aside, onSubmit }: Props): ReactElement => (
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
      {aside}
      <span className="grow" />
      <Dialog.Close className="btn">{t('Cancel')}</Dialog.Close>
      <button type="submit" className="btn primary" disabled={!ready}>
        {action}
      </button>
    </footer>
  </form>
);
