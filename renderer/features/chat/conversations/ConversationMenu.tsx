import { Menu } from '@base-ui/react/menu';
import { useState, type ReactElement } from 'react';
import { useLocation } from 'wouter';
import type { Conversation } from '../../../../contract/control-api.ts';
import { t } from '../../../../words/words.ts';
import { useChangeConversation } from '../../../data/chat/use-conversations.ts';
import { Icon } from '../../../ui/mark/Icon.tsx';
import { MoreMenu } from '../../../ui/MoreMenu.tsx';
import { saveFile } from '../../../ui/save-file.ts';
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
      <MoreMenu label={t('More for this chat')}>
        <Menu.Item
          className="menu-item"
          onClick={() => change.mutate({ id: conversation.id, pinned: !conversation.pinned })}
        >
          <Icon name="pin" />
          {conversation.pinned ? t('Unpin') : t('Pin to the top')}
        </Menu.Item>
        <Menu.Item className="menu-item" onClick={() => setDialog('rename')}>
          <Icon name="edit" />
          {t('Rename…')}
        </Menu.Item>
        <Menu.Item className="menu-item" onClick={() => save(markdownExport)}>
          <Icon name="download" />
          {t('Export as Markdown')}
        </Menu.Item>
        <Menu.Item className="menu-item" onClick={() => save(jsonExport)}>
          <Icon name="download" />
          {t('Export as JSON')}
        </Menu.Item>
        <Menu.Item className="menu-item bad" onClick={() => setDialog('delete')}>
          <Icon name="close" />
          {t('Delete…')}
        </Menu.Item>
      </MoreMenu>
      {dialog === 'rename' && <RenameDialog conversation={conversation} onClose={close} />}
      {dialog === 'delete' && (
        <DeleteDialog conversation={conversation} onClose={close} onDeleted={() => go('/chat', { replace: true })} />
      )}
    </>
  );
}
