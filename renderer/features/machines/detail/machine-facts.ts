import type { MachineView } from '../../../../contract/control-api.ts';
import { t } from '../../../../words/words.ts';

/** "Windows 11 Pro, 192.168.10.21, agent 0.1.0" */
export function machineFacts({ hardware, address, agentVersion, thisPc }: MachineView, ourVersion: string): string {
  const where = thisPc ? t('this PC') : (address ?? t('not connected'));
  return [hardware?.osName, where, agentWords(agentVersion, ourVersion)].filter(Boolean).join(', ');
}

function agentWords(version: string | null, ourVersion: string): string {
  if (version === null) return '';
  return version === ourVersion
    ? t('agent {{version}}', { version })
    : t('agent {{version}}, not this version', { version });
}

/** An agent of another version that can be reached can be brought to this one. */
export const canUpdate = ({ agentVersion, state, thisPc }: MachineView, ourVersion: string): boolean =>
  !thisPc &&
  agentVersion !== null &&
  agentVersion !== ourVersion &&
  (state === 'ready' || state === 'answering' || state === 'paused' || state === 'stopped');

/** It sleeps, is switched off or out of reach, and hears a wake-up call at most. */
export const isAway = ({ state, thisPc, address }: MachineView): boolean =>
  !thisPc && (state === 'lost' || (state === 'joining' && address === null));
