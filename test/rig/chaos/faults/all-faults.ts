/** How each kind of fault is made. */
import type { FaultKind } from '../kinds.ts';
import { clockJumped } from './clocks.ts';
import { diskFull, modelFileCorrupt } from './disks.ts';
import { agentKilled, coordinatorKilled, powerCut, runnerKilled } from './ended.ts';
import type { Fault } from './fault.ts';
import { cablePulled, packetsLost } from './network.ts';
import { agentStopped, coordinatorStopped, runnerStopped } from './stopped.ts';

export const allFaults: Readonly<Record<FaultKind, Fault>> = {
  'runner killed': runnerKilled,
  'agent killed': agentKilled,
  'coordinator killed': coordinatorKilled,
  'power cut': powerCut,
  'cable pulled': cablePulled,
  'runner stopped': runnerStopped,
  'agent stopped': agentStopped,
  'coordinator stopped': coordinatorStopped,
  'packets lost': packetsLost,
  'disk full': diskFull,
  'coordinator’s disk full': diskFull,
  'model file corrupt': modelFileCorrupt,
  'clock jumped': clockJumped,
  'coordinator’s clock jumped': clockJumped,
};
