import type { AttachedState, AttachedView, ServerKind } from '../../../../contract/attached.ts';
import { language, msg, t, type Message } from '../../../../words/words.ts';
import type { IconName } from '../../../ui/mark/Icon.tsx';

interface StateWords {
  readonly icon: IconName;
  /** Class of its colour. */
  readonly tone: 'ok' | 'warn' | 'bad' | 'ink2';
  readonly words: Message;
}

const states: Readonly<Record<AttachedState, StateWords>> = {
  checking: { icon: 'clock', tone: 'ink2', words: msg('first contact') },
  ready: { icon: 'state-ready', tone: 'ok', words: msg('ready') },
  degraded: { icon: 'warn', tone: 'warn', words: msg('requests fail') },
  unreachable: { icon: 'state-lost', tone: 'bad', words: msg('unreachable') },
  'key refused': { icon: 'warn', tone: 'bad', words: msg('key refused') },
  unusable: { icon: 'warn', tone: 'bad', words: msg('not usable') },
};

/** What is said of a server's state. */
export function externalWords({ state, slotsBusy }: Pick<AttachedView, 'state' | 'slotsBusy'>): StateWords {
  return state === 'ready' && slotsBusy > 0
    ? { icon: 'state-ready', tone: 'ok', words: msg('answering') }
    : states[state];
}

const kinds: Readonly<Record<ServerKind, Message>> = {
  ollama: msg('Ollama'),
  vllm: msg('vLLM'),
  'llama-server': msg('llama-server'),
  'lm-studio': msg('LM Studio'),
  aivailable: msg('AIvailable'),
  other: msg('OpenAI-compatible'),
};

export const kindWords = (kind: ServerKind): string => t(kinds[kind]);

/** How long a server took to answer: "12 ms". */
export const formatDelay = (ms: number): string =>
  Math.round(ms).toLocaleString(language(), { style: 'unit', unit: 'millisecond' });

/** "2 of 4 places busy" */
export const placesWords = ({ slots, slotsBusy }: Pick<AttachedView, 'slots' | 'slotsBusy'>): string =>
  slotsBusy === 0
    ? t('{{count, number}} places', { count: slots })
    : t('{{busy}} of {{count, number}} places busy', { busy: slotsBusy, count: slots });

/** When it is asked. */
export const turnWords = ({ prefer }: Pick<AttachedView, 'prefer'>): string =>
  prefer ? t('asked before the machines') : t('asked when no machine is free');
