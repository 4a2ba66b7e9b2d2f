/** The office as the window shows it, made from what the rooms know. Pure. */
import type { MachineState, MachineView, OfficeState, ReplicaView } from '../../contract/control-api.ts';
import type { Gpu } from '../../contract/hardware.ts';
import type { ReplicaReport } from '../../contract/replica.ts';
import type { MachineFacts } from '../inventory/machine-facts.ts';
import { noMark, type OfficeParts } from './office-parts.ts';
import { viewModels } from './view-models.ts';

export function viewOffice(parts: OfficeParts): OfficeState {
  const { office, marginBytes, internet, courtesy, waiting, machines, newcomers, attached, downloads, copies } = parts;
  return {
    office,
    marginBytes,
    internet,
    courtesy,
    machines: machines.map((machine) => viewMachine(machine, parts)).toSorted(byMemoryThenName),
    models: viewModels(parts).toSorted(byName),
    attached: [...attached],
    ...newcomers,
    downloads: [...downloads],
    copies: [...copies],
    waiting,
  };
}

/** PC-2 before PC-10. */
const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name.localeCompare(b.name, 'en', { numeric: true });

/** The look: order never follows state. Most memory first, then by name. */
function byMemoryThenName(a: MachineView, b: MachineView): number {
  const memory = (machine: MachineView) =>
    machine.gpus.filter((gpu) => gpu.backend !== 'cpu').reduce((sum, gpu) => sum + gpu.totalBytes, 0);
  return memory(b) - memory(a) || byName(a, b);
}

function viewMachine(machine: MachineFacts, parts: OfficeParts): MachineView {
  const { id, name, local, since, address, agentVersion, hardware, gpus, notice, userPause } = machine;
  const { paused, hours, limits, wakeWhenNeeded } = parts.useOf(id);
  const here = machine.replicas.filter(({ state }) => state !== 'gone');
  const replicas = [...here, ...ghosts(machine)].map((report) => viewReplica(report, id, parts));
  return {
    id,
    name,
    thisPc: local,
    state: stateOf(machine, parts),
    since,
    address,
    agentVersion,
    hardware,
    gpus: gpus.filter(isCard),
    limits: { ...limits },
    paused,
    userPause,
    hours,
    canWake: parts.canWake(id),
    wakeWhenNeeded,
    notice,
    replicas,
  };
}

/** What a lost machine had in its memory: shown as gone, doing nothing. */
const ghosts = ({ before }: MachineFacts): ReplicaReport[] =>
  before
    .filter(({ state }) => state !== 'failed' && state !== 'gone')
    .map((report) => ({ ...report, state: 'gone', slotsBusy: 0, tokensPerSecond: 0 }));

/** A program that plays a graphics card is none, unless the settings let it count. */
function isCard({ software, usable }: Gpu): boolean {
  return usable || !software;
}

function stateOf({ id, state, removing, replicas, userPause }: MachineFacts, parts: OfficeParts): MachineState {
  if (removing) return 'removing';
  if (parts.isUpdating(id)) return 'updating';
  if (state === 'returning') return 'joining';
  if (state !== 'online') return state;
  if (userPause !== null || parts.isResting(id)) return 'paused';
  return replicas.some(({ slotsBusy }) => slotsBusy > 0) ? 'answering' : 'ready';
}

function viewReplica(report: ReplicaReport, machineId: string, { plan, marks }: OfficeParts): ReplicaView {
  const { spec, state, since, memory, proof, slotsBusy, tokensPerSecond, tokensGenerated, problem } = report;
  const planned = plan.replicas.find((one) => one.machineId === machineId && one.spec.replicaId === spec.replicaId);
  const estimate = planned?.memory ?? { weightsBytes: spec.estimateBytes, cacheBytes: 0, workBytes: 0 };
  return {
    replicaId: spec.replicaId,
    model: spec.model,
    variant: spec.variant.name,
    ...(marks.get(spec.model) ?? noMark),
    gpuIds: spec.gpuIds,
    state,
    since,
    memory: memory ?? estimate,
    estimateBytes: memory && spec.estimateBytes,
    layers: proof && { onGpu: proof.layersOnGpu, all: proof.layers },
    slots: spec.slots,
    slotsBusy,
    contextLength: spec.contextLength,
    tokensPerSecond,
    tokensGenerated,
    reason: state === 'gone' ? 'It went with its machine.' : (planned?.reason ?? 'It is being taken away.'),
    problem,
  };
}
