import type { ReactElement } from 'react';
import type { ConversationSummary } from '../../../../contract/control-api.ts';
import { toProblem } from '../../../../contract/problem.ts';
import { retell } from '../../../../words/retell.ts';
import { t } from '../../../../words/words.ts';
import { useChangeConversation } from '../../../data/chat/use-conversations.ts';
import { NameDialog } from '../../../ui/dialog/NameDialog.tsx';
import { Note } from '../../../ui/note/Note.tsx';

interface Props {
  readonly conversation: ConversationSummary;
  readonly onClose: () => void;
}

/** Asks for a conversation's new title. Rendered while it is open. */
export function RenameDialog({ conversation, onClose }: Props): ReactElement {
  const rename = useChangeConversation();
  return (
    <NameDialog
      title={t('Rename the chat')}
      label={t('Title')}
      name={conversation.title}
      maxLength={120}
      busy={rename.isPending}
      failure={rename.error && <Note kind="bad">{retell(toProblem(rename.error).message)}</Note>}
      onRename={(title) => rename.mutate({ id: conversation.id, title }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
