/** What the decision about copies reads, made from inventory, ledger and settings. Pure. */
import type { Deployment, Variant } from '../../contract/model.ts';
import type { CopyDeployment, CopyMachine, CopySnapshot } from '../copies/copy-snapshot.ts';
import type { MachineFacts } from '../inventory/machine-facts.ts';
import type { UseRules } from '../ledger/machine-use.ts';
import type { MemoryRules } from '../library/fits.ts';
import { whyNotServing } from '../placement/why-not-serving.ts';
import type { Settings } from '../settings/settings.ts';

interface CopySnapshotParts {
  readonly machines: readonly MachineFacts[];
  readonly useOf: (machineId: string) => UseRules;
  readonly now: Date;
  readonly deployments: readonly Deployment[];
  readonly variants: readonly Variant[];
  readonly rules: MemoryRules;
  readonly settings: Pick<Settings, 'copies' | 'engine'>;
  readonly marginBytes: number;
}

export function takeCopySnapshot(parts: CopySnapshotParts): CopySnapshot {
  const { machines, deployments, variants } = parts;
  return {
    machines: machines
      .filter(({ state, removing }) => state === 'online' && !removing)
      .map((machine) => toMachine(machine, parts)),
    deployments: deployments.map((deployment) => toDeployment(deployment, parts)),
    known: new Set(variants.map(({ sha256 }) => sha256)),
  };
}

function toMachine(
  machine: MachineFacts,
  { useOf, now, rules, settings, marginBytes }: CopySnapshotParts,
): CopyMachine {
  const { id, name, local, files, disk, gpus, replicas } = machine;
  const use = useOf(id);
  const rooms = gpus
    .filter(({ usable, backend }) => usable && (backend !== 'cpu' || settings.engine.cpuMachines))
    .map((gpu) => rules.room(gpu, marginBytes, use.limits[gpu.id]));
  return {
    id,
    name,
    local,
    files,
    disk,
    budgetBytes: settings.copies.budgets[name] ?? settings.copies.budgetBytes,
    serving: whyNotServing(machine, use, now) === null,
    roomBytes: Math.max(0, ...rooms),
    allRoomBytes: rooms.reduce((sum, room) => sum + room, 0),
    replicas: replicas.map(({ spec, state, since }) => {
      return { deploymentId: spec.deploymentId, sha256: spec.variant.sha256, state, since };
    }),
  };
}

function toDeployment(
  { id, priority, replicas, variants: allowed, contextLength, slots }: Deployment,
  { variants, rules, settings }: CopySnapshotParts,
): CopyDeployment {
  const shape = { contextLength, slots: slots.min };
  const own = allowed.flatMap((sha256) => variants.find((variant) => variant.sha256 === sha256) ?? []);
  return {
    id,
    priority,
    matters: settings.copies.ahead && replicas.min > 0 && !own.some(({ demo }) => demo),
    variants: own.map(({ sha256, model, name, sizeBytes, facts }) => {
      return { sha256, model, name, sizeBytes, needBytes: rules.need(facts, shape, 'vulkan') };
    }),
  };
}
