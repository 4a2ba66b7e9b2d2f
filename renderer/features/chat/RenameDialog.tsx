import { Dialog } from '@base-ui/react/dialog';
import { useState, type ReactElement } from 'react';
import type { ConversationSummary } from '../../../contract/control-api.ts';
import { toProblem } from '../../../contract/problem.ts';
import { useRenameConversation } from '../../data/use-conversations.ts';
import { Note } from '../../ui/Note.tsx';

interface Props {
  readonly conversation: ConversationSummary;
  readonly onClose: () => void;
}

/** Asks for a conversation's new title. Rendered while it is open. */
export function RenameDialog({ conversation, onClose }: Props): ReactElement {
  const [title, setTitle] = useState(conversation.title);
  const rename = useRenameConversation();
  const save = (): void => {
    if (title.trim() === '' || rename.isPending) return;
    rename.mutate({ id: conversation.id, title: title.trim() }, { onSuccess: onClose });
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog">
          <form
            onSubmit={(event) => {
              event.preventDefault();
              save();
            }}
          >
            <header>
              <Dialog.Title>Rename the chat</Dialog.Title>
            </header>
            <div className="in-b">
              <div className="field">
                <label htmlFor="title">Title</label>
                <input
                  id="title"
                  className="in"
                  maxLength={120}
                  value={title}
                  onChange={(event) => setTitle(event.target.value)}
                />
              </div>
              {rename.error && <Note kind="bad">{toProblem(rename.error).message}</Note>}
            </div>
            <footer>
              <span className="grow" />
              <Dialog.Close className="btn">Cancel</Dialog.Close>
              <button type="submit" className="btn primary">
                Rename
              </button>
            </footer>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
