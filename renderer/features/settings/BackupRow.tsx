import { useState, type ReactElement } from 'react';
import { useOffice } from '../../data/office/office-context.ts';
import { useCall } from '../../data/client/use-call.ts';
import { useSession } from '../../data/access/use-session.ts';
import { ProblemNote } from '../../ui/note/ProblemNote.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { Trans } from '../../ui/text/Trans.tsx';
import { t } from '../../../words/words.ts';

/** The office as one file, at its own PC: it holds secret keys, which go over no network. */
export function BackupRow(): ReactElement | null {
  const { client } = useOffice();
  const session = useSession().data;
  const make = useCall();
  const [saved, setSaved] = useState(false);
  if (!session?.atThisPc) return null;
  const save = (): void =>
    make.start(async (signal) => {
      const response = await client.open('/backup', { method: 'POST', body: {}, signal });
      const day = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
      saveFile(`aivailable-backup-${day}.json`, 'application/json', await response.text());
      setSaved(true);
    });
  return (
    <>
      <div className="set">
        <span className="strong">{t('Backup')}</span>
        <span className="d">
          <Trans
            text="Machines, colleagues, keys, certificates and which models are served; no chats, no model files. On another PC, <command>aivailable restore</command> goes on with it. It holds the office’s secret keys: keep it like a password"
            parts={{ command: <span className="mono" /> }}
          />
        </span>
        <div className="c">
          <button type="button" className="btn" onClick={save} disabled={make.running}>
            {t('Save a backup')}
          </button>
        </div>
      </div>
      <div aria-live="polite">{saved && <p className="vh">{t('The backup is saved')}</p>}</div>
      <ProblemNote problem={make.problem} />
    </>
  );
}
