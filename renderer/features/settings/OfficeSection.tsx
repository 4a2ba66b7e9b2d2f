import { useState, type ReactElement } from 'react';
import type { OfficeState } from '../../../contract/control-api.ts';
import { useOfficeCalls } from '../../data/office/office-calls.ts';
import { useCall } from '../../data/client/use-call.ts';
import { NameDialog } from '../../ui/dialog/NameDialog.tsx';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { t } from '../../../words/words.ts';
import { BackupRow } from './BackupRow.tsx';

/** What the office is called, and its backup. */
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
      <h2 id="this-office">{t('This office')}</h2>
      <div className="set">
        <span className="strong">{t('Name')}</span>
        <span className="d">
          {t('{{name}}. Colleagues see it in their chat, and PCs that join on their screens', {
            name: state.office.name,
          })}
        </span>
        <div className="c">
          <button type="button" className="btn" onClick={() => setOpen(true)}>
            {t('Rename…')}
          </button>
        </div>
      </div>
      <BackupRow />
      {open && (
        <NameDialog
          title={t('Rename the office')}
          label={t('Name of your office')}
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
