import type { Session } from '../../contract/people.ts';
import type { IconName } from '../ui/Icon.tsx';

interface Page {
  readonly path: string;
  readonly name: string;
  readonly icon: IconName;
  /** Stands in the phone's tab bar. */
  readonly onPhone: boolean;
}

/** The six pages in the order of Ctrl+1 to Ctrl+6. */
export const pages: readonly Page[] = [
  { path: '/chat', name: 'Chat', icon: 'chat', onPhone: true },
  { path: '/machines', name: 'Machines', icon: 'machines', onPhone: true },
  { path: '/models', name: 'Models', icon: 'models', onPhone: false },
  { path: '/api', name: 'API', icon: 'api', onPhone: false },
  { path: '/activity', name: 'Activity', icon: 'activity', onPhone: true },
  { path: '/settings', name: 'Settings', icon: 'settings', onPhone: false },
];

/** Those that a browser may see: a member chats. */
export const pagesOf = ({ admin }: Session): readonly Page[] =>
  admin ? pages : pages.filter(({ path }) => path === '/chat');
