import type { MachineView } from '../../../contract/control-api.ts';

/** "Windows 11 Pro, 192.168.10.21, agent 0.1.0" */
export function machineFacts({ hardware, address, agentVersion, thisPc }: MachineView, ourVersion: string): string {
  const agent =
    agentVersion === null ? [] : [`agent ${agentVersion}${agentVersion === ourVersion ? '' : ', not this version'}`];
  return [hardware?.osName, thisPc ? 'this PC' : (address ?? 'not connected'), ...agent].filter(Boolean).join(', ');
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
