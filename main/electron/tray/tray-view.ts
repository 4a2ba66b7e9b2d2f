/** What the tray says of the coordinator and the office: pure words. */
import type { ServingState } from '../../../contract/serving-state.ts';
import { retell } from '../../../words/retell.ts';
import { msg, t, type Message } from '../../../words/words.ts';
import type { KeeperState } from '../coordinator/coordinator-keeper.ts';
import type { OfficeStatus } from '../coordinator/office-status.ts';

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
  if (keeper.name === 'failed') return t('Not serving: {{reason}}', { reason: retell(keeper.problem.message) });
  return t(keeperWords[keeper.name]);
}

const keeperWords: Readonly<Record<Exclude<KeeperState['name'], 'failed'>, Message>> = {
  idle: msg('Starting'),
  starting: msg('Starting'),
  ready: msg('Starting'),
  pausing: msg('Not serving: the office stopped and is started again'),
  closing: msg('Stopping'),
  closed: msg('Stopping'),
};

function viewOffice(status: OfficeStatus): Pick<TrayView, 'icon' | 'lines'> {
  const { serving, machines, machinesServing, tokensPerSecond, answers } = status;
  const words: Record<ServingState, string> = {
    serving:
      machinesServing === machines
        ? t('Serving on {{count, number}} machines', { count: machines })
        : t('Serving on {{serving, number}} of {{count, number}} machines', {
            count: machines,
            serving: machinesServing,
          }),
    starting: t('Starting'),
    paused: t('Paused: new requests are refused'),
    attention: t('Needs you: no model is ready'),
    offline: t('Not serving: no machine answers'),
  };
  const rate = Math.round(tokensPerSecond);
  const busy = t('{{rate, number}} tokens/s for {{count, number}} answers', { count: answers, rate });
  return { icon: serving, lines: answers > 0 ? [words[serving], busy] : [words[serving]] };
}
