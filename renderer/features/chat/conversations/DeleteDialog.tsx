import type { ReactElement } from 'react';
import type { ConversationSummary } from '../../../../contract/control-api.ts';
import { toProblem } from '../../../../contract/problem.ts';
import { retell } from '../../../../words/retell.ts';
import { t } from '../../../../words/words.ts';
import { useDeleteConversation } from '../../../data/chat/use-conversations.ts';
import { ConfirmDialog } from '../../../ui/dialog/ConfirmDialog.tsx';
import { Note } from '../../../ui/note/Note.tsx';

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
      title={t('Delete this chat?')}
      failure={remove.error && <Note kind="bad">{retell(toProblem(remove.error).message)}</Note>}
      action={t('Delete the chat')}
      busy={remove.isPending}
      onConfirm={() => remove.mutate(conversation.id, { onSuccess: onDeleted })}
      onClose={onClose}
    >
      {t('“{{title}}” with all its answers is removed from this office. It cannot be brought back.', {
        title: conversation.title,
      })}
    </ConfirmDialog>
  );
}
