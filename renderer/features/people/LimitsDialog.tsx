import { Dialog } from '@base-ui/react/dialog';
import { useState, type ReactElement } from 'react';
import type { PersonView } from '../../../contract/people.ts';
import { useCall } from '../../data/use-call.ts';
import { usePeopleCalls } from '../../data/use-people.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { firstDraft, limitsOf } from '../api/key-draft.ts';
import { KeyFields } from '../api/KeyFields.tsx';

interface Props {
  readonly person: PersonView;
  /** Names of the models of the office. */
  readonly models: readonly string[];
  /** @param changed the person after it; left out: nothing was changed */
  readonly onClose: (changed?: PersonView) => void;
}

/** Changes what a person may ask. Rendered while it is open. */
export function LimitsDialog({ person, models, onClose }: Props): ReactElement {
  const [draft, setDraft] = useState(() => firstDraft(person, Date.now()));
  const calls = usePeopleCalls();
  const send = useCall();
  const wish = limitsOf(draft, person, 0);
  const submit = (): void => {
    if (!wish || send.running) return;
    const { expiresAt: _never, ...limits } = wish.limits;
    send.start(async (signal) => onClose(await calls.change(person.id, { limits }, signal)));
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog">
          <form
            onSubmit={(event) => {
              event.preventDefault();
              submit();
            }}
          >
            <header>
              <Dialog.Title>What {person.name} may do</Dialog.Title>
            </header>
            <div className="in-b key-fields">
              <KeyFields draft={draft} models={models} change={setDraft} ends={false} />
              <ProblemNote problem={send.problem} />
            </div>
            <footer>
              <span className="grow" />
              <Dialog.Close className="btn">Cancel</Dialog.Close>
              <button type="submit" className="btn primary" disabled={wish === null || send.running}>
                Change
              </button>
            </footer>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
