import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { ReactElement } from 'react';
import type { ConversationSummary } from '../../../contract/control-api.ts';
import { toProblem } from '../../../contract/problem.ts';
import { useDeleteConversation } from '../../data/use-conversations.ts';
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
    <AlertDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="scrim" />
        <AlertDialog.Popup className="dialog">
          <header>
            <AlertDialog.Title>Delete this chat?</AlertDialog.Title>
          </header>
          <div className="in-b">
            <AlertDialog.Description>
              “{conversation.title}” with all its answers is removed from this office. It cannot be brought back.
            </AlertDialog.Description>
            {remove.error && <Note kind="bad">{toProblem(remove.error).message}</Note>}
          </div>
          <footer>
            <span className="grow" />
            <AlertDialog.Close className="btn">Keep it</AlertDialog.Close>
            <button
              type="button"
              className="btn danger"
              disabled={remove.isPending}
              onClick={() => remove.mutate(conversation.id, { onSuccess: onDeleted })}
            >
              Delete the chat
            </button>
          </footer>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
