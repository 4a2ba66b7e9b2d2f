/** Whether replicas may be on a machine now, and why not. Pure. */
import { hoursInWords } from '../../contract/hours-in-words.ts';
import { endInWords } from '../../contract/user-pause.ts';
import { isInHours } from '../base/hours.ts';
import type { MachineFacts } from '../inventory/machine-facts.ts';
import type { UseRules } from '../ledger/machine-use.ts';

/** A sentence without a full stop; null when it serves. */
export function whyNotServing(
  machine: MachineFacts,
  { paused, hours }: Pick<UseRules, 'paused' | 'hours'>,
  now: Date,
): string | null {
  const { name, removing, userPause } = machine;
  const unready = whyNotReady(machine);
  if (unready !== null) return unready;
  if (removing) return `${name} is being removed`;
  if (userPause) {
    const { until } = userPause;
    return `${name} is paused by its user${until === null ? '' : ` until ${endInWords(until, now.getTime())}`}`;
  }
  if (paused) return `${name} is paused`;
  if (hours !== null && !isInHours(hours, now)) return `${name} is outside its hours (${hoursInWords(hours)})`;
  return null;
}

function whyNotReady({ name, state, notice }: MachineFacts): string | null {
  switch (state) {
    case 'online':
      return null;
    case 'joining':
    case 'lost':
      return `${name} is not connected`;
    case 'returning':
      return `${name} has just come back`;
    case 'stopped':
      return `${name} cannot be used${notice === null ? '' : `: ${notice.reason.replace(/\.$/, '')}`}`;
  }
}
