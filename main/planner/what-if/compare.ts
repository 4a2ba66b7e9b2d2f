/** What a plan would change: the office's cards now and then, and the steps between, in words. Pure. */
import { totalBytes } from '../../../contract/replica.ts';
import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import type { PlannedMachine, WhatIf, WhatIfStep } from '../../../contract/deployments.ts';
import { modelKind } from '../../../contract/model.ts';
import type { Snapshot } from '../../../contract/plan.ts';
import { refusalsOf } from '../live/refusals.ts';
import { targetOf } from '../live/target.ts';
import type { Wanted } from '../live/wanted.ts';
import { cardsOf, type Marks } from './cards.ts';
import { risksOf } from './risks.ts';

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
    ...wanted.filter(({ running }) => running === null).map((one) => placeStep(one)),
    ...leaveSteps(before, wanted, kept),
    ...refusalsOf(after, wanted).map(({ model, reason, action }): WhatIfStep => {
      return { kind: 'lack', model, machine: null, sentence: `${model}: ${reason} ${action}` };
    }),
    ...risksOf(before, wanted),
    ...downloads.map(({ model, bytes }): WhatIfStep => {
      const sentence = `${bytesInWords(bytes)} to download, then ${model} is placed.`;
      return { kind: 'download', model, machine: null, sentence };
    }),
  ];
  const nothing: WhatIfStep = { kind: 'note', model: null, machine: null, sentence: 'Nothing would change.' };
  return { now, after: later, steps: steps.length > 0 ? steps : [nothing] };
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

function placeStep({ deployment, variant, machine, gpus, memory, slots, contextLength }: Wanted): WhatIfStep {
  const { model } = deployment;
  const talks = slots === 1 ? '1 conversation' : `${slots} conversations`;
  const where = `${machine.name} takes ${model} ${variant.name} on ${gpus.map(({ name }) => name).join(' and ')}`;
  const sentence = `${where}: ${bytesInWords(totalBytes(memory))} for ${talks} of ${contextLength.toLocaleString('en')} tokens.`;
  return { kind: 'place', model, machine: machine.name, sentence };
}

function leaveSteps(before: Snapshot, wanted: readonly Wanted[], kept: ReadonlySet<string>): WhatIfStep[] {
  return before.replicas
    .filter(({ spec }) => !kept.has(spec.replicaId))
    .map(({ machineId, spec }) => {
      const machine = before.machines.find(({ id }) => id === machineId)?.name ?? machineId;
      const others = wanted.filter(({ deployment }) => deployment.id === spec.deploymentId);
      const places = [...new Set(others.map((one) => one.machine.name))].join(' and ');
      const rest = others.length === 0 ? 'It runs nowhere then.' : `It answers on ${places} then.`;
      return { kind: 'leave', model: spec.model, machine, sentence: `${spec.model} leaves ${machine}. ${rest}` };
    });
}
