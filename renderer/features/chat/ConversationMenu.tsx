import { Menu } from '@base-ui/react/menu';
import { useState, type ReactElement } from 'react';
import { useLocation } from 'wouter';
import type { ConversationSummary } from '../../../contract/control-api.ts';
import { Icon } from '../../ui/Icon.tsx';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { DeleteDialog } from './DeleteDialog.tsx';
import { RenameDialog } from './RenameDialog.tsx';

/** What can be done with a conversation as a whole. */
export function ConversationMenu({ conversation }: { readonly conversation: ConversationSummary }): ReactElement {
  const [dialog, setDialog] = useState<'rename' | 'delete' | null>(null);
  const [, go] = useLocation();
  const close = (): void => setDialog(null);
  return (
    <>
      <MoreMenu label="More for this chat">
        <Menu.Item className="menu-item" onClick={() => setDialog('rename')}>
          <Icon name="edit" />
          Rename…
        </Menu.Item>
        <Menu.Item className="menu-item bad" onClick={() => setDialog('delete')}>
          <Icon name="close" />
          Delete…
        </Menu.Item>
      </MoreMenu>
      {dialog === 'rename' && <RenameDialog conversation={conversation} onClose={close} />}
      {dialog === 'delete' && (
        <DeleteDialog conversation={conversation} onClose={close} onDeleted={() => go('/chat', { replace: true })} />
      )}
    </>
  );
}
