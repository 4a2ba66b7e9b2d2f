import { Menu } from '@base-ui/react/menu';
import { useState, type ReactElement } from 'react';
import { useLocation } from 'wouter';
import type { ConversationSummary } from '../../../contract/control-api.ts';
import { Icon } from '../../ui/Icon.tsx';
import { DeleteDialog } from './DeleteDialog.tsx';
import { RenameDialog } from './RenameDialog.tsx';

/** What can be done with a conversation as a whole. */
export function ConversationMenu({ conversation }: { readonly conversation: ConversationSummary }): ReactElement {
  const [dialog, setDialog] = useState<'rename' | 'delete' | null>(null);
  const [, go] = useLocation();
  const close = (): void => setDialog(null);
  return (
    <>
      <Menu.Root>
        <Menu.Trigger className="btn quiet icon" aria-label="More for this chat">
          <Icon name="more" />
        </Menu.Trigger>
        {/* Inside the page, so that the menu stands in its landmark. */}
        <Menu.Portal container={document.getElementById('main')}>
          <Menu.Positioner side="bottom" align="end" sideOffset={4} className="above">
            <Menu.Popup className="pop menu">
              <Menu.Item className="menu-item" onClick={() => setDialog('rename')}>
                <Icon name="edit" />
                Rename…
              </Menu.Item>
              <Menu.Item className="menu-item bad" onClick={() => setDialog('delete')}>
                <Icon name="close" />
                Delete…
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      {dialog === 'rename' && <RenameDialog conversation={conversation} onClose={close} />}
      {dialog === 'delete' && (
        <DeleteDialog conversation={conversation} onClose={close} onDeleted={() => go('/chat', { replace: true })} />
      )}
    </>
  );
}
