import type { MachineView } from '../../../contract/control-api.ts';
import { t } from '../../../words/words.ts';
import { hoursWords } from './hours-words.ts';

/** What stands in and beside the bar of a machine that takes no models now; null for any other. What a notice says is not said twice. */
export function restWords(machine: MachineView): { inBar: string; beside: string } | null {
  switch (machine.state) {
    case 'paused':
      if (machine.userPause) {
        return {
          inBar: t('Paused by its user'),
          beside: t('The person at that PC uses it, and alone can end the pause.'),
        };
      }
      return machine.paused || !machine.hours
        ? { inBar: t('Paused'), beside: t('An admin paused it. Nothing is placed here.') }
        : { inBar: t('Outside its hours'), beside: t('Serves {{hours}}.', { hours: hoursWords(machine.hours) }) };
    case 'removing':
      return { inBar: t('Being removed'), beside: t('Its agent forgets this office and uninstalls itself.') };
    case 'updating':
      return { inBar: t('Updating'), beside: t('A new agent is brought to it; it comes back by itself.') };
    case 'stopped':
      return { inBar: t('Not used'), beside: machine.notice ? '' : t('It is connected and cannot be used.') };
    default:
      return null;
  }
}
