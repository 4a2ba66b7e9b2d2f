import type { Fit } from '../../../contract/library.ts';
import type { IconName } from '../../ui/Icon.tsx';

interface FitWords {
  readonly icon: IconName;
  readonly tone: 'ok' | 'warn' | 'ink2';
  readonly words: string;
}

/** Whether a file has a place here, in a few words; its sentence has the figures. */
export function fitWords({ verdict, machines }: Fit): FitWords {
  switch (verdict) {
    case 'now':
      return { icon: 'check', tone: 'ok', words: `Fits on ${some(machines)}` };
    case 'resting':
      return { icon: 'info', tone: 'ink2', words: `Fits on ${some(machines)} when it serves` };
    case 'emptied':
      return { icon: 'info', tone: 'ink2', words: `Fits on ${some(machines)} once its card is empty` };
    case 'never':
      return { icon: 'warn', tone: 'warn', words: 'Fits on no card' };
  }
}

const some = (machines: readonly string[]): string =>
  machines.length <= 3 ? machines.join(', ') : `${machines.slice(0, 2).join(', ')} and ${machines.length - 2} more`;
