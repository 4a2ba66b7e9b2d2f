/** The office as it would be after a change. Pure. */
import type { Gpu } from '../../../contract/hardware.ts';
import type { Deployment, Variant } from '../../../contract/model.ts';
import type { Snapshot, SnapshotMachine } from '../../../contract/plan.ts';
import { refuse } from '../../../contract/problem.ts';

/** Machines by id or name. */
export type Change =
  | { readonly kind: 'remove' | 'pause' | 'resume'; readonly machine: string }
  | { readonly kind: 'add'; readonly machine: string; readonly gpuName: string; readonly totalBytes: number }
  | { readonly kind: 'limit'; readonly machine: string; readonly gpuId: string; readonly bytes: number | null }
  /** @param variants of it that are not in the office yet */
  | { readonly kind: 'deploy'; readonly deployment: Deployment; readonly variants: readonly Variant[] }
  | { readonly kind: 'undeploy'; readonly model: string }
  | { readonly kind: 'move'; readonly replicaId: string; readonly machine: string; readonly gpuId: string };

/** @throws ProblemError machine_not_found, model_not_found, replica_not_found or invalid_request */
export function withChange(snapshot: Snapshot, change: Change): Snapshot {
  switch (change.kind) {
    case 'remove': {
      const { id } = machineOf(snapshot, change.machine);
      const elsewhere = ({ machineId }: { readonly machineId: string }): boolean => machineId !== id;
      return {
        ...snapshot,
        machines: snapshot.machines.filter((one) => one.id !== id),
        replicas: snapshot.replicas.filter(elsewhere),
        leaving: snapshot.leaving.filter(elsewhere),
      };
    }
    case 'pause':
      return changed(snapshot, change.machine, (one) => ({
        ...one,
        serving: false,
        whyNot: one.whyNot ?? `${one.name} is paused`,
      }));
    case 'resume':
      return changed(snapshot, change.machine, (one) =>
        one.online
          ? { ...one, serving: true, whyNot: null }
          : refuse('invalid_request', `${one.whyNot ?? `${one.name} is not connected`}, so it cannot serve.`),
      );
    case 'limit':
      return limited(snapshot, change);
    case 'add':
      return { ...snapshot, machines: [...snapshot.machines, newMachine(change)] };
    case 'deploy': {
      const { deployment } = change;
      const others = snapshot.deployments.filter(({ model }) => model !== deployment.model);
      const known = new Set(snapshot.variants.map(({ sha256 }) => sha256));
      const variants = [...snapshot.variants, ...change.variants.filter(({ sha256 }) => !known.has(sha256))];
      return { ...snapshot, deployments: [...others, deployment], variants };
    }
    case 'undeploy': {
      const deployments = snapshot.deployments.filter(({ model }) => model !== change.model);
      if (deployments.length === snapshot.deployments.length) {
        refuse('model_not_found', `No deployment of ${change.model} is there.`, { effect: 'Nothing was planned.' });
      }
      return { ...snapshot, deployments };
    }
    case 'move':
      return moved(snapshot, change);
  }
}

function machineOf({ machines }: Snapshot, named: string): SnapshotMachine {
  const plain = named.toLowerCase();
  const found = machines.find(({ id, name }) => id === named || name.toLowerCase() === plain);
  const known = machines.map(({ name }) => name).join(', ');
  return (
    found ??
    refuse('machine_not_found', `There is no machine ${named} in this office.`, {
      effect: 'Nothing was planned.',
      action: known === '' ? 'Add a machine first.' : `Choose one of: ${known}.`,
    })
  );
}

function changed(snapshot: Snapshot, named: string, change: (machine: SnapshotMachine) => SnapshotMachine): Snapshot {
  const machine = machineOf(snapshot, named);
  const machines = snapshot.machines.map((one) => (one === machine ? change(one) : one));
  return { ...snapshot, machines };
}

function gpuOf({ name, gpus }: SnapshotMachine, gpuId: string): Gpu {
  const gpu = gpus.find((one) => one.id === gpuId || one.name === gpuId);
  const known = gpus.map(({ id }) => id).join(', ');
  return (
    gpu ??
    refuse('invalid_request', `${name} has no device ${gpuId}.`, {
      effect: 'Nothing was planned.',
      action: known === '' ? 'Choose another machine.' : `Choose one of: ${known}.`,
    })
  );
}

function limited(snapshot: Snapshot, { machine, gpuId, bytes }: Extract<Change, { kind: 'limit' }>): Snapshot {
  return changed(snapshot, machine, (one) => {
    const { id } = gpuOf(one, gpuId);
    const limits = new Map(one.limits);
    if (bytes === null) limits.delete(id);
    else limits.set(id, bytes);
    return { ...one, limits };
  });
}

function newMachine({ machine: name, gpuName, totalBytes }: Extract<Change, { kind: 'add' }>): SnapshotMachine {
  const gpu: Gpu = {
    id: 'vulkan:0',
    name: gpuName,
    backend: 'vulkan',
    index: 0,
    pciId: null,
    driver: null,
    software: false,
    integrated: false,
    totalBytes,
    oursBytes: 0,
    othersBytes: 0,
    temperatureC: null,
    load: null,
    usable: true,
    reason: null,
  };
  return {
    id: `new ${name}`,
    name,
    serving: true,
    whyNot: null,
    online: true,
    gpus: [gpu],
    limits: new Map(),
    reached: new Map(),
    files: [],
  };
}

/** Pinned where it goes, and no more where it was. */
function moved(snapshot: Snapshot, { replicaId, machine: named, gpuId }: Extract<Change, { kind: 'move' }>): Snapshot {
  const replica =
    snapshot.replicas.find(({ spec }) => spec.replicaId === replicaId) ??
    refuse('replica_not_found', 'That replica does not run any more.', { effect: 'Nothing was planned.' });
  const machine = machineOf(snapshot, named);
  const gpu = gpuOf(machine, gpuId);
  const deployments = snapshot.deployments.map((one) => {
    if (one.id !== replica.spec.deploymentId) return one;
    const pins = one.pins.filter(
      (pin) =>
        !(pin.machineId === replica.machineId && replica.spec.gpuIds.includes(pin.gpuId)) &&
        !(pin.machineId === machine.id && pin.gpuId === gpu.id),
    );
    return { ...one, pins: [...pins, { machineId: machine.id, gpuId: gpu.id }] };
  });
  return { ...snapshot, deployments };
}
