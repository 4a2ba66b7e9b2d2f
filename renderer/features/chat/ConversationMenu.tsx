import { Menu } from '@base-ui/react/menu';
import { useState, type ReactElement } from 'react';
import { useLocation } from 'wouter';
import type { Conversation } from '../../../contract/control-api.ts';
import { useChangeConversation } from '../../data/use-conversations.ts';
import { Icon } from '../../ui/Icon.tsx';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { DeleteDialog } from './DeleteDialog.tsx';
import { jsonExport, markdownExport } from './export-chat.ts';
import { RenameDialog } from './RenameDialog.tsx';

/** What can be done with a conversation as a whole. */
export function ConversationMenu({ conversation }: { readonly conversation: Conversation }): ReactElement {
  const [dialog, setDialog] = useState<'rename' | 'delete' | null>(null);
  const [, go] = useLocation();
  const change = useChangeConversation();
  const close = (): void => setDialog(null);
  const save = (exported: typeof markdownExport): void => {
    const { name, type, text } = exported(conversation);
    saveFile(name, type, text);
  };
  return (
    <>
      <MoreMenu label="More for this chat">
        <Menu.Item
          className="menu-item"
          onClick={() => change.mutate({ id: conversation.id, pinned: !conversation.pinned })}
        >
          <Icon name="pin" />
          {conversation.pinned ? 'Unpin' : 'Pin to the top'}
        </Menu.Item>
        <Menu.Item className="menu-item" onClick={() => setDialog('rename')}>
          <Icon name="edit" />
          Rename…
        </Menu.Item>
        <Menu.Item className="menu-item" onClick={() => save(markdownExport)}>
          <Icon name="download" />
          Export as Markdown
        </Menu.Item>
        <Menu.Item className="menu-item" onClick={() => save(jsonExport)}>
          <Icon name="download" />
          Export as JSON
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
