import type { ReactElement } from 'react';
import type { ConversationSummary } from '../../../contract/control-api.ts';
import { toProblem } from '../../../contract/problem.ts';
import { useChangeConversation } from '../../data/use-conversations.ts';
import { NameDialog } from '../../ui/NameDialog.tsx';
import { Note } from '../../ui/Note.tsx';

interface Props {
  readonly conversation: ConversationSummary;
  readonly onClose: () => void;
}

/** Asks for a conversation's new title. Rendered while it is open. */
export function RenameDialog({ conversation, onClose }: Props): ReactElement {
  const rename = useChangeConversation();
  return (
    <NameDialog
      title="Rename the chat"
      label="Title"
      name={conversation.title}
      maxLength={120}
      busy={rename.isPending}
      failure={rename.error && <Note kind="bad">{toProblem(rename.error).message}</Note>}
      onRename={(title) => rename.mutate({ id: conversation.id, title }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
