/** What a bar shows of its machine. The rest changes each second, and draws no bar anew. Pure. */
import type { MachineView, ReplicaView } from '../../../../contract/control-api.ts';
import type { Gpu } from '../../../../contract/hardware.ts';

const ofMachine = ['id', 'name', 'state', 'limits', 'paused', 'userPause', 'hours', 'notice', 'thisPc'] as const;
const ofGpu = ['id', 'name', 'totalBytes', 'othersBytes', 'oursBytes', 'usable', 'reason'] as const;
const ofReplica = [
  'replicaId',
  'model',
  'variant',
  'code',
  'colour',
  'state',
  'memory',
  'slots',
  'slotsBusy',
  'gpuIds',
] as const;

/** What the event stream left alone is the same object as before: see setQueryData. */
export const sameMachine = (a: MachineView, b: MachineView): boolean =>
  a === b || (ofMachine.every((name) => a[name] === b[name]) && sameLists(a.replicas, b.replicas, sameReplica));

export const sameGpus = (a: readonly Gpu[], b: readonly Gpu[]): boolean => sameLists(a, b, sameGpu);

const sameGpu = (a: Gpu, b: Gpu): boolean => a === b || ofGpu.every((name) => a[name] === b[name]);
const sameReplica = (a: ReplicaView, b: ReplicaView): boolean =>
  a === b || ofReplica.every((name) => a[name] === b[name]);

const sameLists = <T>(a: readonly T[], b: readonly T[], same: (one: T, other: T) => boolean): boolean =>
  a === b ||
  (a.length === b.length &&
    a.every((one, at) => {
      const other = b[at];
      return other !== undefined && same(one, other);
    }));
