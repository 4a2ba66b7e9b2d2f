/** The office as the window shows it, made from what the rooms know. Pure. */
import type { MachineState, MachineView, ModelView, OfficeState, ReplicaView } from '../../contract/control-api.ts';
import type { Gpu } from '../../contract/hardware.ts';
import type { Deployment, Variant } from '../../contract/model.ts';
import type { Plan } from '../../contract/plan.ts';
import type { ReplicaReport } from '../../contract/replica.ts';
import type { MachineFacts } from '../inventory/machine-facts.ts';
import type { UseRules } from '../ledger/machine-use.ts';
import type { ModelMark } from '../ledger/models.ts';
import type { Newcomers } from './machines-office.ts';

export interface OfficeParts {
  readonly office: OfficeState['office'];
  readonly marginBytes: number;
  readonly machines: readonly MachineFacts[];
  /** How an admin lets each machine be used. */
  readonly useOf: (machineId: string) => UseRules;
  /** It is paused, or outside its hours. */
  readonly isResting: (machineId: string) => boolean;
  /** A new agent is brought to it. */
  readonly isUpdating: (machineId: string) => boolean;
  readonly newcomers: Newcomers;
  readonly deployments: readonly Deployment[];
  readonly variants: readonly Variant[];
  readonly marks: ReadonlyMap<string, ModelMark>;
  readonly plan: Plan;
  readonly copies: OfficeState['copies'];
  readonly waiting: number;
}

const noMark: ModelMark = { code: '?', colour: 0 };

export function viewOffice(parts: OfficeParts): OfficeState {
  const { office, marginBytes, copies, waiting, machines, deployments, newcomers } = parts;
  return {
    office,
    marginBytes,
    machines: machines.map((machine) => viewMachine(machine, parts)).toSorted(byMemoryThenName),
    models: deployments.map((deployment) => viewModel(deployment, parts)).toSorted(byName),
    ...newcomers,
    downloads: [],
    copies,
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
  const { id, name, local, since, address, agentVersion, hardware, gpus, notice } = machine;
  const { paused, hours, limits } = parts.useOf(id);
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
    hours,
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

function stateOf({ id, state, removing, replicas }: MachineFacts, parts: OfficeParts): MachineState {
  if (removing) return 'removing';
  if (parts.isUpdating(id)) return 'updating';
  if (state === 'returning') return 'joining';
  if (state !== 'online') return state;
  if (parts.isResting(id)) return 'paused';
  return replicas.some(({ slotsBusy }) => slotsBusy > 0) ? 'answering' : 'ready';
}

function viewReplica(report: ReplicaReport, machineId: string, { plan, marks }: OfficeParts): ReplicaView {
  const { spec, state, since, memory, slotsBusy, tokensPerSecond, tokensGenerated, problem } = report;
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
    slots: spec.slots,
    slotsBusy,
    contextLength: spec.contextLength,
    tokensPerSecond,
    tokensGenerated,
    reason: state === 'gone' ? 'It went with its machine.' : (planned?.reason ?? 'It is being taken away.'),
    problem,
  };
}

function viewModel(deployment: Deployment, parts: OfficeParts): ModelView {
  const { machines, variants, marks, plan } = parts;
  const variant = variants.find(({ sha256 }) => sha256 === deployment.variants[0]);
  const reports = machines.flatMap(({ name, replicas }) =>
    replicas.filter(({ spec }) => spec.deploymentId === deployment.id).map((report) => ({ name, report })),
  );
  const readyOn = reports.filter(({ report }) => report.state === 'ready').map(({ name }) => name);
  const refusal = plan.refusals.find(({ deploymentId }) => deploymentId === deployment.id);
  return {
    name: deployment.model,
    ...(marks.get(deployment.model) ?? noMark),
    variant: variant?.name ?? '',
    sizeBytes: variant?.sizeBytes ?? 0,
    parameters: variant?.facts.parameters ?? 0,
    contextLength: deployment.contextLength,
    kind: 'chat',
    demo: variant?.demo ?? false,
    state: readyOn.length > 0 ? 'ready' : refusal ? 'refused' : 'loading',
    readyOn,
    wishes: {
      slots: deployment.slots,
      replicas: deployment.replicas,
      priority: deployment.priority,
      pins: deployment.pins,
    },
    variants: [],
    planned: plan.replicas.filter(({ spec }) => spec.deploymentId === deployment.id).length,
    explanation: '',
    problem: refusal ? { reason: refusal.reason, effect: refusal.effect, action: refusal.action } : null,
  };
}
