import type { MachineView, OfficeState } from '../../../contract/control-api.ts';
import { t } from '../../../words/words.ts';
import { formatList } from '../../ui/text/format.ts';
import { installName } from '../machines/newcomers/install-words.ts';
import { isLookedAt } from './pc-facts.ts';

/** A machine that has not been heard for so long is off, perhaps, in milliseconds. */
const patienceMs = 120_000;

/**
 * What has to be known before it can be said that no model fits; null: all of it is known. Pure.
 * @param now milliseconds since 1970 @param looking the answer is on its way
 */
export function awaited(state: OfficeState, now: number, looking: boolean): string | null {
  const comes = (machine: MachineView): boolean =>
    machine.state !== 'lost' && machine.state !== 'stopped' && isLookedAt(machine) && now - machine.since < patienceMs;
  const names = [
    ...state.installs.filter(({ state: its }) => its === 'running').map((install) => installName(install, state)),
    ...state.machines.filter(comes).map(({ name }) => name),
  ];
  const [first, ...others] = new Set(names);
  if (first === undefined) return looking ? t('Looking what fits') : null;
  return others.length === 0
    ? t('{{name}} is being looked at', { name: first })
    : t('{{names}} are being looked at', { names: formatList([first, ...others]) });
}
