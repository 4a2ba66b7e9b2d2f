import { useState, type ReactElement } from 'react';
import type { OfficeState } from '../../../contract/control-api.ts';
import { useOfficeCalls } from '../../data/office-calls.ts';
import { useCall } from '../../data/use-call.ts';
import { NameDialog } from '../../ui/NameDialog.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';

/** What the office is called. */
export function OfficeSection({ state }: { readonly state: OfficeState }): ReactElement {
  const calls = useOfficeCalls();
  const keep = useCall();
  const [open, setOpen] = useState(false);
  const rename = (name: string): void =>
    keep.start(async (signal) => {
      await calls.change({ name }, signal);
      setOpen(false);
    });
  return (
    <section className="sec" aria-labelledby="this-office">
      <h2 id="this-office">This office</h2>
      <div className="set">
        <span className="strong">Name</span>
        <span className="d">
          {state.office.name}. Colleagues see it in their chat, and PCs that join on their screens
        </span>
        <div className="c">
          <button type="button" className="btn" onClick={() => setOpen(true)}>
            Rename…
          </button>
        </div>
      </div>
      {open && (
        <NameDialog
          title="Rename the office"
          label="Name of your office"
          name={state.office.name}
          maxLength={60}
          busy={keep.running}
          failure={<ProblemNote problem={keep.problem} />}
          onRename={rename}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  );
}
