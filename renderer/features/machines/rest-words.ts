import type { MachineView } from '../../../contract/control-api.ts';
import { hoursInWords } from '../../../contract/hours-in-words.ts';

/** What stands in and beside the bar of a machine that takes no models now; null for any other. What a notice says is not said twice. */
export function restWords(machine: MachineView): { inBar: string; beside: string } | null {
  switch (machine.state) {
    case 'paused':
      if (machine.userPause) {
        return { inBar: 'Paused by its user', beside: 'The person at that PC uses it, and alone can end the pause.' };
      }
      return machine.paused || !machine.hours
        ? { inBar: 'Paused', beside: 'An admin paused it. Nothing is placed here.' }
        : { inBar: 'Outside its hours', beside: `Serves ${hoursInWords(machine.hours)}.` };
    case 'removing':
      return { inBar: 'Being removed', beside: 'Its agent forgets this office and uninstalls itself.' };
    case 'updating':
      return { inBar: 'Updating', beside: 'A new agent is brought to it; it comes back by itself.' };
    case 'stopped':
      return { inBar: 'Not used', beside: machine.notice ? '' : 'It is connected and cannot be used.' };
    default:
      return null;
  }
}
