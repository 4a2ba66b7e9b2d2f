import type { ReactElement } from 'react';
import { Link, useLocation } from 'wouter';
import type { Session } from '../../contract/people.ts';
import { t } from '../../words/words.ts';
import { Icon } from '../ui/mark/Icon.tsx';
import { pagesOf } from './pages.ts';

/** The pages at the bottom of a phone; where there is only one, its room is the chat's. */
export function TabBar({ session }: { readonly session: Session }): ReactElement | null {
  const [location] = useLocation();
  const shown = pagesOf(session).filter(({ onPhone }) => onPhone);
  if (shown.length < 2) return null;
  return (
    <nav className="tabbar" aria-label={t('Pages, short')}>
      {shown.map(({ path, name, icon }) => (
        <Link key={path} href={path} aria-current={location.startsWith(path) ? 'page' : undefined}>
          <Icon name={icon} size={20} />
          {t(name)}
        </Link>
      ))}
    </nav>
  );
}
