import { Menu } from '@base-ui/react/menu';
import { useState, type ReactElement } from 'react';
import { t } from '../../../words/words.ts';
import { useCall } from '../../data/client/use-call.ts';
import { useSession, useSessionCalls } from '../../data/access/use-session.ts';
import { formatClock } from '../../ui/text/format.ts';
import { Icon, type IconName } from '../../ui/mark/Icon.tsx';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { SignInDialog } from './SignInDialog.tsx';

interface Act {
  readonly words: string;
  readonly icon: IconName;
  readonly run: () => void;
}

/**
 * Who chats in this browser, and what they can do about it; nothing at the office's own PC.
 * @param flat in the sheet of a phone: buttons below each other, as a menu would stand behind it
 */
export function WhoMenu({ flat = false }: { readonly flat?: boolean }): ReactElement | null {
  const session = useSession().data;
  const calls = useSessionCalls();
  const send = useCall();
  const [signing, setSigning] = useState(false);
  if (!session || session.atThisPc) return null;
  const { person, admin, adminUntil } = session;
  const signIn: Act = { words: t('Sign in as admin…'), icon: 'shield', run: () => setSigning(true) };
  const leave: Act = {
    words: t('Stop being admin'),
    icon: 'shield',
    run: () => send.start((s) => calls.leaveAdmin(s)),
  };
  const signOut: Act = { words: t('Sign out'), icon: 'close', run: () => send.start((s) => calls.signOut(s)) };
  const acts = [...(admin ? [leave] : person.role === 'admin' ? [signIn] : []), signOut];
  return (
    <div className={flat ? 'who who-flat' : 'row who'}>
      <Icon name="user" />
      <span className="grow trunc">
        <span className="strong ink">{person.name}</span>
        {admin && adminUntil !== null && (
          <span className="who-until">{t('Admin until {{time}}', { time: formatClock(adminUntil) })}</span>
        )}
      </span>
      {flat ? (
        acts.map(({ words, run }) => (
          <button key={words} type="button" className="btn" onClick={run}>
            {words}
          </button>
        ))
      ) : (
        <MoreMenu label={t('More for {{name}}', { name: person.name })} small>
          {acts.map(({ words, icon, run }) => (
            <Menu.Item key={words} className="menu-item" onClick={run}>
              <Icon name={icon} />
              {words}
            </Menu.Item>
          ))}
        </MoreMenu>
      )}
      {signing && <SignInDialog onClose={() => setSigning(false)} />}
    </div>
  );
}
