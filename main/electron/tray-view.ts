/** What the tray says of the coordinator and the office: pure words. */
import type { KeeperState } from './coordinator-keeper.ts';
import type { ServingState } from '../../contract/serving-state.ts';
import type { OfficeStatus } from './office-status.ts';

export interface TrayView {
  readonly icon: ServingState;
  /** One line, or two while answers are written. */
  readonly lines: readonly string[];
  readonly apiAddress: string | null;
}

/** @param status the last that was heard; null before the first. */
export function viewTray(keeper: KeeperState, status: OfficeStatus | null): TrayView {
  if (keeper.name === 'ready' && status !== null) return { ...viewOffice(status), apiAddress: status.apiAddress };
  const icon = keeper.name === 'idle' || keeper.name === 'starting' || keeper.name === 'ready' ? 'starting' : 'offline';
  return { icon, lines: [wordsOf(keeper)], apiAddress: null };
}

function wordsOf(keeper: KeeperState): string {
  if (keeper.name === 'failed') return `Not serving: ${keeper.problem.message}`;
  const words = {
    idle: 'Starting',
    starting: 'Starting',
    ready: 'Starting',
    pausing: 'Not serving: the office stopped and is started again',
    closing: 'Stopping',
    closed: 'Stopping',
  } as const;
  return words[keeper.name];
}

function viewOffice(status: OfficeStatus): Pick<TrayView, 'icon' | 'lines'> {
  const { serving, machines, machinesServing, tokensPerSecond, answers } = status;
  const pcs = machines === 1 ? '1 machine' : `${machines} machines`;
  const where = machinesServing === machines ? pcs : `${machinesServing} of ${pcs}`;
  const words: Record<ServingState, string> = {
    serving: `Serving on ${where}`,
    starting: 'Starting',
    paused: 'Paused: new requests are refused',
    attention: 'Needs you: no model is ready',
    offline: 'Not serving: no machine answers',
  };
  const busy = `${Math.round(tokensPerSecond)} tokens/s for ${answers === 1 ? '1 answer' : `${answers} answers`}`;
  return { icon: serving, lines: answers > 0 ? [words[serving], busy] : [words[serving]] };
}
