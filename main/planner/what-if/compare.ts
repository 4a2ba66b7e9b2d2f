/** What a plan would change: the office's cards now and then, and the steps between, in words. Pure. */
import { totalBytes } from '../../../contract/replica.ts';
import type { PlannedMachine, WhatIf, WhatIfStep } from '../../../contract/deployments.ts';
import { modelKind } from '../../../contract/model.ts';
import type { Snapshot } from '../../../contract/plan.ts';
import { refusalsOf } from '../live/refusals.ts';
import { targetOf } from '../live/target.ts';
import type { Wanted } from '../live/wanted.ts';
import { cardsOf, type Marks } from './cards.ts';
import { risksOf } from './risks.ts';
import { downloadStep, lackStep, leaveStep, nothingStep, placeStep } from './step-words.ts';

interface Compared {
  readonly before: Snapshot;
  readonly after: Snapshot;
  /** How each model is shown. */
  readonly marks: Marks;
  /** What would come from the internet first. */
  readonly downloads: readonly { readonly model: string; readonly bytes: number }[];
}

export function compare({ before, after, marks, downloads }: Compared): WhatIf {
  const wanted = targetOf(after);
  const kept = new Set(wanted.flatMap(({ running }) => running?.spec.replicaId ?? []));
  const target = withTarget(after, wanted);
  const reasons = new Map(target.replicas.map(({ spec }, index) => [spec.replicaId, wanted[index]?.reason ?? '']));
  const now: PlannedMachine[] = cardsOf(before, marks, (replicaId) =>
    kept.has(replicaId)
      ? { change: 'stays', reason: reasons.get(replicaId) ?? '' }
      : { change: 'leaves', reason: 'It would leave.' },
  );
  const later: PlannedMachine[] = cardsOf(target, marks, (replicaId) => ({
    change: kept.has(replicaId) ? 'stays' : 'arrives',
    reason: reasons.get(replicaId) ?? '',
  }));
  const steps: WhatIfStep[] = [
    ...wanted.filter(({ running }) => running === null).map((one) => stepOf(one)),
    ...leaveSteps(before, wanted, kept),
    ...refusalsOf(after, wanted).map(({ model, reason, action }) => lackStep(model, `${reason} ${action}`)),
    ...risksOf(before, wanted),
    ...downloads.map(({ model, bytes }) => downloadStep(model, bytes)),
  ];
  return { now, after: later, steps: steps.length > 0 ? steps : [nothingStep] };
}

/** The office when the plan is carried out. */
const withTarget = (after: Snapshot, wanted: readonly Wanted[]): Snapshot => ({
  ...after,
  replicas: wanted.map((one, index) => ({
    machineId: one.machine.id,
    spec: one.running?.spec ?? {
      replicaId: `new-${index + 1}`,
      deploymentId: one.deployment.id,
      model: one.deployment.model,
      variant: { sha256: one.variant.sha256, name: one.variant.name, sizeBytes: one.variant.sizeBytes },
      gpuIds: one.gpus.map(({ id }) => id),
      shares: [...one.shares],
      kind: modelKind(one.variant.facts),
      contextLength: one.contextLength,
      slots: one.slots,
      estimateBytes: totalBytes(one.memory),
    },
    bytes: one.running?.bytes ?? totalBytes(one.memory),
    loading: false,
  })),
});

const stepOf = ({ deployment, variant, machine, gpus, memory, slots, contextLength }: Wanted): WhatIfStep =>
  placeStep({
    model: deployment.model,
    variant: variant.name,
    machine: machine.name,
    cards: gpus.map(({ name }) => name),
    bytes: totalBytes(memory),
    slots,
    contextLength,
  });

function leaveSteps(before: Snapshot, wanted: readonly Wanted[], kept: ReadonlySet<string>): WhatIfStep[] {
  return before.replicas
    .filter(({ spec }) => !kept.has(spec.replicaId))
    .map(({ machineId, spec }) => {
      const machine = before.machines.find(({ id }) => id === machineId)?.name ?? machineId;
      const others = wanted.filter(({ deployment }) => deployment.id === spec.deploymentId);
      return leaveStep(
        spec.model,
        machine,
        others.map((one) => one.machine.name),
      );
    });
}
