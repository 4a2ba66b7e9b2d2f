import type { OfficeState } from '../../contract/control-api.ts';
import { servingOf, type ServingState } from '../../contract/serving-state.ts';
import { msg, type Message } from '../../words/words.ts';
import type { IconName } from '../ui/mark/Icon.tsx';

interface ServingWords {
  readonly icon: IconName;
  readonly tone: string;
  readonly words: Message;
}

const byState: Readonly<Record<ServingState, ServingWords>> = {
  serving: { icon: 'state-ready', tone: 'ok', words: msg('Serving') },
  starting: { icon: 'state-joining', tone: 'ink2', words: msg('Starting') },
  paused: { icon: 'state-paused', tone: 'ink2', words: msg('Paused') },
  attention: { icon: 'state-attention', tone: 'warn', words: msg('Needs you') },
  offline: { icon: 'state-lost', tone: 'bad', words: msg('Not serving') },
};

/** What the foot of the navigation says: is the office answering? */
export const servingWords = (office: OfficeState): ServingWords => byState[servingOf(office)];
