import { Dialog } from '@base-ui/react/dialog';
import { useState, type ReactElement } from 'react';
import type { AttachTest } from '../../../../contract/attached.ts';
import { useAttachedCalls } from '../../../data/attached-calls.ts';
import { useCall } from '../../../data/use-call.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { WaitingRing } from '../../../ui/WaitingRing.tsx';
import { attachOf, emptyAttach, targetOf, type AttachDraft } from './attach-draft.ts';
import { AttachFields } from './AttachFields.tsx';
import { TestResult } from './TestResult.tsx';

/** Looks at a server, says what was found, and attaches it. Rendered while it is open. */
export function AttachDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const calls = useAttachedCalls();
  const testing = useCall();
  const attaching = useCall();
  const [draft, setDraft] = useState(emptyAttach);
  const [found, setFound] = useState<AttachTest | null>(null);
  const target = targetOf(draft);
  const wish = found && attachOf(draft, found);

  const change = (next: AttachDraft): void => {
    setDraft(next);
    const same = next.url === draft.url && next.key === draft.key && next.certificate === draft.certificate;
    if (!same) setFound(null);
    attaching.forget();
  };
  const test = (asked: NonNullable<typeof target>): void =>
    testing.start(async (signal) => setFound(await calls.test(asked, signal)));
  const trust = (certificate: string): void => {
    if (!target) return;
    setDraft({ ...draft, certificate });
    setFound(null);
    test({ ...target, certificate });
  };
  const submit = (): void => {
    if (testing.running || attaching.running || !target) return;
    if (!found) return test(target);
    if (!wish) return;
    attaching.start(async (signal) => {
      await calls.attach(wish, signal);
      onClose();
    });
  };

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()} disablePointerDismissal>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog add-dialog attach-dialog">
          <header>
            <Dialog.Title>Attach a server</Dialog.Title>
            <span className="grow" />
            <Dialog.Close className="btn quiet icon" aria-label="Close">
              <Icon name="close" />
            </Dialog.Close>
          </header>
          <form
            noValidate
            className="attach-form"
            onSubmit={(event) => {
              event.preventDefault();
              submit();
            }}
          >
            <div className="in-b">
              <AttachFields draft={draft} found={found} onChange={change} />
              <div aria-live="polite">
                {testing.running && (
                  <p className="row small ink2 add-wait">
                    <WaitingRing />
                    Asking the server for its models
                  </p>
                )}
                {found && <TestResult found={found} draft={draft} onChange={change} onTrust={trust} />}
              </div>
              <ProblemNote problem={testing.problem ?? attaching.problem} />
            </div>
            <footer>
              <span className="grow" />
              <button
                type="button"
                className="btn"
                disabled={!target || testing.running}
                onClick={() => target && test(target)}
              >
                {found ? 'Test again' : 'Test'}
              </button>
              <button
                type="submit"
                className="btn primary"
                disabled={!wish || testing.running || attaching.running || found?.certificate !== null}
              >
                {found?.problem ? 'Attach anyway' : 'Attach'}
              </button>
            </footer>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
