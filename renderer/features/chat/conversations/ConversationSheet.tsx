import { Dialog } from '@base-ui/react/dialog';
import { useState, type ReactElement } from 'react';
import type { ConversationSummary } from '../../../../contract/control-api.ts';
import { t } from '../../../../words/words.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { WhoMenu } from '../../session/WhoMenu.tsx';
import { ConversationList } from './ConversationList.tsx';

interface Props {
  readonly conversations: readonly ConversationSummary[];
  readonly current: string | null;
  readonly keeper: string;
  /** What is said stays with the office's own machines. */
  readonly stays: boolean;
}

/** The list of conversations on a phone, behind a button. */
export function ConversationSheet(props: Props): ReactElement {
  const [open, setOpen] = useState(false);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger className="btn quiet icon" aria-label={t('Conversations')}>
        <Icon name="menu" size={20} />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="sheet-left">
          <div className="row">
            <Dialog.Title className="grow">{t('Conversations')}</Dialog.Title>
            <Dialog.Close className="btn quiet icon" aria-label={t('Close')}>
              <Icon name="close" size={20} />
            </Dialog.Close>
          </div>
          <ConversationList {...props} onChosen={() => setOpen(false)} />
          <WhoMenu flat />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
