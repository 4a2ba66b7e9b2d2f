import type { ReactElement } from 'react';
import { Link, useLocation } from 'wouter';
import { Icon } from '../ui/Icon.tsx';
import { pages } from './pages.ts';

/** The pages at the bottom of a phone. */
export function TabBar(): ReactElement {
  const [location] = useLocation();
  return (
    <nav className="tabbar" aria-label="Pages, short">
      {pages
        .filter(({ onPhone }) => onPhone)
        .map(({ path, name, icon }) => (
          <Link key={path} href={path} aria-current={location.startsWith(path) ? 'page' : undefined}>
            <Icon name={icon} size={20} />
            {name}
          </Link>
        ))}
    </nav>
  );
}
