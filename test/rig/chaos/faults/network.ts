/** Cables and what is lost on them. */
import { setTimeout as wait } from 'node:timers/promises';
import { pullCableFor } from '../../../support/rig-fleet.ts';
import type { Fault } from './fault.ts';

export const cablePulled: Fault = (ground, where, { lastsMs }) => pullCableFor(ground.pc(where), lastsMs);

const leastPercent = 10;
const mostPercent = 60;

/** Of what comes to the PC; this kernel has no netem, so packets are dropped by a rule of its firewall. */
export const packetsLost: Fault = async (ground, where, { lastsMs, strength }) => {
  const pc = ground.pc(where);
  await pc.losePackets(leastPercent + Math.floor((strength * (mostPercent - leastPercent)) / 100));
  try {
    await wait(lastsMs);
  } finally {
    await pc.losePackets(0);
  }
};
