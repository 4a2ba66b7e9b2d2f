import type { OfficeState } from '../../contract/control-api.ts';
import { servingOf, type ServingState } from '../../contract/serving-state.ts';
import type { IconName } from '../ui/Icon.tsx';

interface ServingWords {
  readonly icon: IconName;
  readonly tone: string;
  readonly words: string;
}

const byState: Readonly<Record<ServingState, ServingWords>> = {
  serving: { icon: 'state-ready', tone: 'ok', words: 'Serving' },
  starting: { icon: 'state-joining', tone: 'ink2', words: 'Starting' },
  paused: { icon: 'state-paused', tone: 'ink2', words: 'Paused' },
  attention: { icon: 'state-attention', tone: 'warn', words: 'Needs you' },
  offline: { icon: 'state-lost', tone: 'bad', words: 'Not serving' },
};

/** What the foot of the navigation says: is the office answering? */
export const servingWords = (office: OfficeState): ServingWords => byState[servingOf(office)];
