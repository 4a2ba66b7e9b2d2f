/** Decisions of the planner that differ between two plans: placed, moved, taken away, refused. Pure. */
import type { Plan, PlannedReplica, Refusal } from '../../contract/plan.ts';
import type { NewEvent } from '../ledger/activity-book.ts';
import { asSentence, eventOf } from './event-base.ts';

interface PlanNames {
  readonly machine: (machineId: string) => string;
  /** Replicas that run already: a coordinator that has just started finds them there. */
  readonly runs: ReadonlySet<string>;
  /** Ids of machines that are lost: their loss is told, and that models left them follows. */
  readonly lost: ReadonlySet<string>;
  /** Why a deployment has a replica less, as a sentence; empty: nothing is to be said. */
  readonly whyLeft: (deploymentId: string) => string;
}

export function eventsOfPlan(before: Plan, after: Plan, names: PlanNames): NewEvent[] {
  const gone = without(before.replicas, after.replicas);
  const come = without(after.replicas, before.replicas).filter(({ spec }) => !names.runs.has(spec.replicaId));
  const events: NewEvent[] = [];
  for (const replica of come) {
    const at = gone.findIndex(({ spec }) => spec.deploymentId === replica.spec.deploymentId);
    const [from] = at < 0 ? [] : gone.splice(at, 1);
    events.push(from ? moved(from, replica, names) : placed(replica, names));
  }
  const left = gone.filter(({ machineId }) => !names.lost.has(machineId));
  events.push(...left.map((replica) => taken(replica, names)));
  for (const refusal of after.refusals) {
    const last = before.refusals.find(({ deploymentId }) => deploymentId === refusal.deploymentId);
    if (last?.reason !== refusal.reason) events.push(refused(refusal));
  }
  return events;
}

function without(these: readonly PlannedReplica[], those: readonly PlannedReplica[]): PlannedReplica[] {
  const known = new Set(those.map(({ spec }) => spec.replicaId));
  return these.filter(({ spec }) => !known.has(spec.replicaId));
}

function placed({ spec, machineId, reason }: PlannedReplica, { machine }: PlanNames): NewEvent {
  const { model, replicaId, estimateBytes } = spec;
  return eventOf({
    kind: 'model',
    what: 'placed',
    tone: 'plain',
    subject: model,
    sentence: `${model} was given to ${machine(machineId)}`,
    reason: asSentence(reason),
    detail: { machineId, replicaId, estimateBytes },
  });
}

function moved(from: PlannedReplica, to: PlannedReplica, { machine }: PlanNames): NewEvent {
  const { model, replicaId } = to.spec;
  const stays = from.machineId === to.machineId;
  const sentence = stays
    ? `${model} is loaded anew on ${machine(to.machineId)}`
    : `${model} moves from ${machine(from.machineId)} to ${machine(to.machineId)}`;
  return eventOf({
    kind: 'model',
    what: 'moved',
    tone: 'plain',
    subject: model,
    sentence,
    reason: asSentence(to.reason),
    detail: { fromMachineId: from.machineId, machineId: to.machineId, replicaId },
  });
}

function taken({ spec, machineId }: PlannedReplica, { machine, whyLeft }: PlanNames): NewEvent {
  const { model, replicaId } = spec;
  return eventOf({
    kind: 'model',
    what: 'taken',
    tone: 'plain',
    subject: model,
    sentence: `${model} leaves ${machine(machineId)}`,
    reason: whyLeft(spec.deploymentId),
    detail: { machineId, replicaId },
  });
}

const refused = ({ model, reason, effect, placed: has, wished }: Refusal): NewEvent =>
  eventOf({
    kind: 'model',
    what: 'refused',
    tone: 'attention',
    subject: model,
    sentence: has > 0 ? `${model} has ${has} of ${wished} replicas` : `${model} was not placed`,
    reason: `${asSentence(reason)} ${asSentence(effect)}`.trim(),
    detail: { placed: has, wished },
  });
