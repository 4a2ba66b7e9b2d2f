import { useState, type ReactElement } from 'react';
import { useAdminPassword } from '../../data/access/use-people.ts';
import { useSession } from '../../data/access/use-session.ts';
import { formatDay } from '../../ui/text/format.ts';
import { AdminPasswordDialog } from './AdminPasswordDialog.tsx';
import { t } from '../../../words/words.ts';

/** When the admin password was set, and the way to another one. */
export function AdminPasswordRow(): ReactElement | null {
  const password = useAdminPassword().data;
  const session = useSession().data;
  const [open, setOpen] = useState(false);
  if (!password || !session) return null;
  const { changedAt } = password;
  return (
    <div className="set">
      <span className="strong">{t('Admin password')}</span>
      <span className="d">
        {changedAt === null
          ? t('Needed for changes from another PC. There is none yet, so nobody can make any')
          : t('Needed for changes from another PC. Last changed {{day}}', { day: formatDay(changedAt) })}
      </span>
      <div className="c">
        <button type="button" className="btn" onClick={() => setOpen(true)}>
          {changedAt === null ? t('Set…') : t('Change…')}
        </button>
      </div>
      {open && (
        <AdminPasswordDialog isFirst={changedAt === null} needsOld={!session.atThisPc} onClose={() => setOpen(false)} />
      )}
    </div>
  );
}
