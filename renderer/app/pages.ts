import type { Session } from '../../contract/people.ts';
import { msg, type Message } from '../../words/words.ts';
import type { IconName } from '../ui/mark/Icon.tsx';

interface Page {
  readonly path: string;
  readonly name: Message;
  readonly icon: IconName;
  /** Stands in the phone's tab bar. */
  readonly onPhone: boolean;
}

/** The six pages in the order of Ctrl+1 to Ctrl+6. */
export const pages: readonly Page[] = [
  { path: '/chat', name: msg('Chat'), icon: 'chat', onPhone: true },
  { path: '/machines', name: msg('Machines'), icon: 'machines', onPhone: true },
  { path: '/models', name: msg('Models'), icon: 'models', onPhone: false },
  { path: '/api', name: msg('API'), icon: 'api', onPhone: false },
  { path: '/activity', name: msg('Activity'), icon: 'activity', onPhone: true },
  { path: '/settings', name: msg('Settings'), icon: 'settings', onPhone: false },
];

/** Those that a browser may see: a member chats. */
export const pagesOf = ({ admin }: Session): readonly Page[] =>
  admin ? pages : pages.filter(({ path }) => path === '/chat');
