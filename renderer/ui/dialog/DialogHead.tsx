import { Dialog } from '@base-ui/react/dialog';
import type { ReactElement, ReactNode } from 'react';
import { t } from '../../../words/words.ts';
import { Icon } from '../mark/Icon.tsx';

interface Props {
  readonly title: string;
  /** Before the title. */
  readonly mark?: ReactNode;
}

/** The title of what stands over the page, and the cross that closes it. */
export const DialogHead = ({ title, mark }: Props): ReactElement => (
  <header>
    {mark}
    <Dialog.Title className="trunc">{title}</Dialog.Title>
    <span className="grow" />
    <Dialog.Close className="btn quiet icon" aria-label={t('Close')}>
      <Icon name="close" />
    </Dialog.Close>
  </header>
);
