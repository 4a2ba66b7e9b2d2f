import { Dialog } from '@base-ui/react/dialog';
import { useState, type ReactElement } from 'react';
import type { KeyView, MadeKey } from '../../../contract/keys.ts';
import { useCall } from '../../data/use-call.ts';
import { useKeyCalls } from '../../data/use-keys.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { firstDraft, limitsOf } from './key-draft.ts';
import { KeyFields } from './KeyFields.tsx';
import { TextField } from './TextField.tsx';

interface Props {
  /** Null: a new one. */
  readonly change: KeyView | null;
  /** Names of the models of the office. */
  readonly models: readonly string[];
  readonly onClose: () => void;
}

/** Makes a key and shows it once, or changes what one may do. Rendered while it is open. */
export function KeyDialog({ change: old, models, onClose }: Props): ReactElement {
  const [openedAt] = useState(() => Date.now());
  const [draft, setDraft] = useState(() => firstDraft(old, openedAt));
  const [made, setMade] = useState<MadeKey | null>(null);
  const calls = useKeyCalls();
  const send = useCall();
  const wish = limitsOf(draft, old, openedAt);
  const submit = (): void => {
    if (!wish || send.running) return;
    send.start(async (signal) => {
      if (old) {
        await calls.change(old.id, { owner: wish.owner, ...wish.limits }, signal);
        return onClose();
      }
      setMade(await calls.make(wish, signal));
    });
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog">
          {made ? (
            <NewKey made={made} />
          ) : (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                submit();
              }}
            >
              <header>
                <Dialog.Title>{old ? `What the key of ${old.name} may do` : 'New key'}</Dialog.Title>
              </header>
              <div className="in-b key-fields">
                {!old && (
                  <TextField
                    label="Who will use it"
                    placeholder="A program or a person"
                    maxLength={60}
                    value={draft.name}
                    onChange={(name) => setDraft({ ...draft, name })}
                  />
                )}
                <KeyFields draft={draft} models={models} change={setDraft} />
                <ProblemNote problem={send.problem} />
              </div>
              <footer>
                <span className="grow" />
                <Dialog.Close className="btn">Cancel</Dialog.Close>
                <button type="submit" className="btn primary" disabled={wish === null || send.running}>
                  {old ? 'Change' : 'Make the key'}
                </button>
              </footer>
            </form>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const NewKey = ({ made: { key, view } }: { readonly made: MadeKey }): ReactElement => (
  <>
    <header>
      <Dialog.Title>The key of {view.name}</Dialog.Title>
    </header>
    <div className="in-b">
      <Dialog.Description render={<p />}>
        Copy it now: only its hash is kept, so it cannot be shown again. Who has it can use the models of this office.
      </Dialog.Description>
      <div className="row new-key">
        <code className="grow mono">{key}</code>
        <CopyButton text={key} what="the key" word />
      </div>
    </div>
    <footer>
      <span className="grow" />
      <Dialog.Close className="btn primary">Done</Dialog.Close>
    </footer>
  </>
);
