import { useState, type ReactElement } from 'react';
import type { AttachTest } from '../../../../contract/attached.ts';
import { t } from '../../../../words/words.ts';
import { useAttachedCalls } from '../../../data/machines/attached-calls.ts';
import { useCall } from '../../../data/client/use-call.ts';
import { DialogFrame } from '../../../ui/dialog/DialogFrame.tsx';
import { DialogHead } from '../../../ui/dialog/DialogHead.tsx';
import { ProblemNote } from '../../../ui/note/ProblemNote.tsx';
import { WaitingRing } from '../../../ui/note/WaitingRing.tsx';
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
    <DialogFrame className="dialog add-dialog attach-dialog" stays onClose={onClose}>
      <DialogHead title={t('Attach a server')} />
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
                {t('Asking the server for its models')}
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
            {found ? t('Test again') : t('Test', { context: 'verb' })}
          </button>
          <button
            type="submit"
            className="btn primary"
            disabled={!wish || testing.running || attaching.running || found?.certificate !== null}
          >
            {found?.problem ? t('Attach anyway') : t('Attach')}
          </button>
        </footer>
      </form>
    </DialogFrame>
  );
}
