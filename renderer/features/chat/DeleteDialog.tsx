import type { ReactElement } from 'react';
import type { ConversationSummary } from '../../../contract/control-api.ts';
import { toProblem } from '../../../contract/problem.ts';
import { useDeleteConversation } from '../../data/use-conversations.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Note } from '../../ui/Note.tsx';

interface Props {
  readonly conversation: ConversationSummary;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

/** Asks before a conversation is deleted. Rendered while it is open. */
export function DeleteDialog({ conversation, onClose, onDeleted }: Props): ReactElement {
  const remove = useDeleteConversation();
  return (
    <ConfirmDialog
      title="Delete this chat?"
      failure={remove.error && <Note kind="bad">{toProblem(remove.error).message}</Note>}
      action="Delete the chat"
      busy={remove.isPending}
      onConfirm={() => remove.mutate(conversation.id, { onSuccess: onDeleted })}
      onClose={onClose}
    >
      “{conversation.title}” with all its answers is removed from this office. It cannot be brought back.
    </ConfirmDialog>
  );
}
