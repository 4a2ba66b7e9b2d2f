import type { MachineView } from '../../../contract/control-api.ts';
import { msg, type Message } from '../../../words/words.ts';
import type { IconName } from '../../ui/mark/Icon.tsx';

/** What an admin of many machines tells apart. leaving: it makes room, is removed or updated. */
export type MachineKind = 'lost' | 'needs' | 'leaving' | 'joining' | 'answering' | 'ready' | 'paused';

/** In the order in which groups of them stand: who needs a person first. */
export const machineKinds: readonly MachineKind[] = [
  'lost',
  'needs',
  'leaving',
  'joining',
  'answering',
  'ready',
  'paused',
];

export function machineKind({ state, gpus, replicas }: MachineView): MachineKind {
  switch (state) {
    case 'lost':
    case 'joining':
    case 'paused':
      return state;
    case 'stopped':
      return 'needs';
    case 'removing':
    case 'updating':
      return 'leaving';
    case 'ready':
    case 'answering':
      if (gpus.length > 0 && gpus.every(({ usable }) => !usable)) return 'needs';
      return replicas.some((replica) => replica.state === 'draining') ? 'leaving' : state;
  }
}

/** The head of a group. */
export const kindWords: Readonly<Record<MachineKind, Message>> = {
  lost: msg('Lost'),
  needs: msg('Needs you'),
  leaving: msg('Making room'),
  joining: msg('Joining'),
  answering: msg('Answering'),
  ready: msg('Ready'),
  paused: msg('Paused'),
};

interface Look {
  readonly icon: IconName;
  readonly tone: string;
}

export const kindLooks: Readonly<Record<MachineKind, Look>> = {
  lost: { icon: 'state-lost', tone: 'bad' },
  needs: { icon: 'state-attention', tone: 'warn' },
  leaving: { icon: 'state-yield', tone: 'warn' },
  joining: { icon: 'state-joining', tone: 'ink2' },
  answering: { icon: 'state-busy', tone: 'ok' },
  ready: { icon: 'state-ready', tone: 'ok' },
  paused: { icon: 'state-paused', tone: 'ink2' },
};
