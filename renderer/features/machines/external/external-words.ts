import type { AttachedState, AttachedView, ServerKind } from '../../../../contract/attached.ts';
import type { IconName } from '../../../ui/Icon.tsx';

interface StateWords {
  readonly icon: IconName;
  /** Class of its colour. */
  readonly tone: 'ok' | 'warn' | 'bad' | 'ink2';
  readonly words: string;
}

const states: Readonly<Record<AttachedState, StateWords>> = {
  checking: { icon: 'clock', tone: 'ink2', words: 'first contact' },
  ready: { icon: 'state-ready', tone: 'ok', words: 'ready' },
  degraded: { icon: 'warn', tone: 'warn', words: 'requests fail' },
  unreachable: { icon: 'state-lost', tone: 'bad', words: 'unreachable' },
  'key refused': { icon: 'warn', tone: 'bad', words: 'key refused' },
  unusable: { icon: 'warn', tone: 'bad', words: 'not usable' },
};

/** What is said of a server's state. */
export function externalWords({ state, slotsBusy }: Pick<AttachedView, 'state' | 'slotsBusy'>): StateWords {
  return state === 'ready' && slotsBusy > 0 ? { icon: 'state-ready', tone: 'ok', words: 'answering' } : states[state];
}

const kinds: Readonly<Record<ServerKind, string>> = {
  ollama: 'Ollama',
  vllm: 'vLLM',
  'llama-server': 'llama-server',
  'lm-studio': 'LM Studio',
  aivailable: 'AIvailable',
  other: 'OpenAI-compatible',
};

export const kindWords = (kind: ServerKind): string => kinds[kind];

/** "2 of 4 places busy" */
export const placesWords = ({ slots, slotsBusy }: Pick<AttachedView, 'slots' | 'slotsBusy'>): string =>
  slotsBusy === 0 ? `${slots} ${slots === 1 ? 'place' : 'places'}` : `${slotsBusy} of ${slots} places busy`;

/** When it is asked. */
export const turnWords = ({ prefer }: Pick<AttachedView, 'prefer'>): string =>
  prefer ? 'asked before the machines' : 'asked when no machine is free';
