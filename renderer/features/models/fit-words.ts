import type { Fit } from '../../../contract/library.ts';
import { t } from '../../../words/words.ts';
import type { IconName } from '../../ui/mark/Icon.tsx';

interface FitWords {
  readonly icon: IconName;
  readonly tone: 'ok' | 'warn' | 'ink2';
  readonly words: string;
}

/** Whether a file has a place here, in a few words; its sentence has the figures. */
export function fitWords({ verdict, machines: all }: Fit): FitWords {
  const machines = some(all);
  switch (verdict) {
    case 'now':
      return { icon: 'check', tone: 'ok', words: t('Fits on {{machines}}', { machines }) };
    case 'resting':
      return { icon: 'info', tone: 'ink2', words: t('Fits on {{machines}} when it serves', { machines }) };
    case 'emptied':
      return { icon: 'info', tone: 'ink2', words: t('Fits on {{machines}} once its card is empty', { machines }) };
    case 'never':
      return { icon: 'warn', tone: 'warn', words: t('Fits on no card') };
  }
}

const some = (machines: readonly string[]): string =>
  machines.length <= 3
    ? machines.join(', ')
    : t('{{machines}} and {{more, number}} more', {
        machines: machines.slice(0, 2).join(', '),
        more: machines.length - 2,
      });
