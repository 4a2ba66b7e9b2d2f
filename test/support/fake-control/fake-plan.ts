/**
 * What a scripted office would do: each deployment's least replicas, by priority, on the card with the most room; models with a
 * lower priority leave where they must. Simpler than the real planner, and enough to draw; its steps are told in the planner's words.
 */
import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import type { MachineView, OfficeState } from '../../../contract/control-api.ts';
import type { PlannedBlock, PlannedMachine, WhatIf, WhatIfChange, WhatIfStep } from '../../../contract/deployments.ts';
import { totalBytes, type ReplicaMemory } from '../../../contract/replica.ts';
import { refuse } from '../../../contract/problem.ts';
import { whatIfOf } from '../planner/what-if-of.ts';
import { catalogue } from '../../../main/library/catalogue/catalogue.ts';
import type { ModelMark } from '../../../main/ledger/models.ts';
import { markFor } from '../../../main/library/marks.ts';
import {
  downloadStep,
  lackStep,
  leaveStep,
  nothingStep,
  placeStep,
  riskStep,
} from '../../../main/planner/what-if/step-words.ts';
import { memoryOf, whyNotOf } from './fake-catalogue.ts';

function plannedMachine(machine: MachineView, { marginBytes }: OfficeState): PlannedMachine {
  return {
    id: machine.id,
    name: machine.name,
    whyNot: whyNotOf(machine),
    cards: machine.gpus
      .filter(({ usable, backend }) => usable && backend !== 'cpu')
      .map((gpu) => ({
        id: gpu.id,
        name: gpu.name,
        totalBytes: gpu.totalBytes,
        othersBytes: gpu.othersBytes,
        usableBytes: Math.min(gpu.totalBytes - gpu.othersBytes - marginBytes, machine.limits[gpu.id] ?? Infinity),
        blocks: machine.replicas
          .filter(({ gpuIds, state }) => gpuIds.includes(gpu.id) && state !== 'gone' && state !== 'failed')
          .map((replica) => ({
            key: replica.replicaId,
            model: replica.model,
            code: replica.code,
            colour: replica.colour,
            variant: replica.variant,
            contextLength: replica.contextLength,
            slots: replica.slots,
            memory: replica.memory,
            change: 'stays',
            reason: replica.reason,
          })),
      })),
  };
}

/** Of every model, in tokens. */
const trainedContext = 100_000;

/** A plan that is changed change by change. */
class Draft {
  machines: PlannedMachine[];
  /** What found no place, or is still to come. */
  readonly lacks: WhatIfStep[] = [];
  readonly downloads: WhatIfStep[] = [];
  readonly #state: OfficeState;
  #made = 0;

  constructor(state: OfficeState) {
    this.#state = state;
    this.machines = state.machines.filter(({ state: its }) => its !== 'lost').map((one) => plannedMachine(one, state));
  }

  /** What stood on a machine that goes looks for another place. */
  rest(wanted: string, isPaused: boolean): void {
    const machine = this.#find(wanted);
    const blocks = machine.cards.flatMap((card) => card.blocks);
    const paused = { ...machine, whyNot: `${machine.name} is paused`, cards: emptied(machine.cards) };
    this.machines = this.machines.flatMap((one) => (one !== machine ? [one] : isPaused ? [paused] : []));
    for (const block of blocks) this.place(block.model, block.memory, block, null);
  }

  /** What no longer fits leaves the card, and looks for another place. */
  limit(wanted: string, gpuId: string, bytes: number | null): void {
    const machine = this.#find(wanted);
    const card = machine.cards.find(({ id }) => id === gpuId);
    if (!card) return refuse('invalid_request', `${machine.name} has no device ${gpuId}.`);
    card.usableBytes = Math.min(card.usableBytes, bytes ?? Infinity);
    const leaving = bytes === 0 ? card.blocks.splice(0) : [];
    for (const block of leaving) this.place(block.model, block.memory, block, null);
  }

  #find(wanted: string): PlannedMachine {
    return (
      this.machines.find(({ id, name }) => id === wanted || name === wanted) ??
      refuse('machine_not_found', `There is no machine ${wanted} in this office.`)
    );
  }

  undeploy(model: string): void {
    for (const { cards } of this.machines)
      for (const card of cards) card.blocks.splice(0, Infinity, ...card.blocks.filter((one) => one.model !== model));
  }

  /** @param on a card that is meant; null: the first with the room */
  place(model: string, memory: ReplicaMemory, looks: Partial<PlannedBlock>, on: string | null, wished?: number): void {
    const mine = this.#state.models.find(({ name }) => name === model);
    const priority = wished ?? mine?.wishes?.priority ?? 5;
    const need = totalBytes(memory);
    const rivals = ({ model: other }: PlannedBlock): boolean =>
      other === model || (this.#state.models.find(({ name }) => name === other)?.wishes?.priority ?? 5) >= priority;
    const cards = this.machines
      .filter(({ whyNot }) => whyNot === null)
      .flatMap((machine) => machine.cards.map((card) => ({ machine, card })))
      .filter(({ machine, card }) => on === null || `${machine.id}/${card.id}` === on);
    const room = cards.find(({ card }) => card.usableBytes - used(card.blocks) >= need);
    const taken =
      room ?? cards.find(({ card }) => card.usableBytes - used(on ? [] : card.blocks.filter(rivals)) >= need);
    if (!taken) {
      this.lacks.push(lackStep(model, this.#lack(need, cards, rivals)));
      return;
    }
    const { machine, card } = taken;
    if (!room) card.blocks.splice(0, Infinity, ...(on ? [] : card.blocks.filter(rivals)));
    const beside = [...new Set(card.blocks.map((one) => one.model))].join(' and ');
    const others = beside === '' ? '' : `beside ${beside} `;
    this.#made += 1;
    card.blocks.push({
      ...this.#markOf(model),
      variant: 'Q4_K_M',
      contextLength: 8192,
      slots: 4,
      ...looks,
      key: `new-${this.#made}`,
      model,
      memory,
      reason: `${machine.name} has ${bytesInWords(card.usableBytes)} for models on ${card.name} after the margin; ${others}this takes ${bytesInWords(need)} of it.`,
      change: 'arrives',
    });
  }

  #markOf(model: string): ModelMark {
    const marks = new Map(this.#state.models.map(({ name, code, colour }) => [name, { code, colour }]));
    return marks.get(model) ?? markFor(model, catalogue.find(({ name }) => name === model)?.parameters ?? 0, marks);
  }

  /** Why no card takes it, and what to do. */
  #lack(need: number, cards: readonly OnMachine[], rivals: (block: PlannedBlock) => boolean): string {
    const freeOf = ({ card }: OnMachine): number => Math.max(0, card.usableBytes - used(card.blocks.filter(rivals)));
    const [roomiest] = cards.toSorted((a, b) => freeOf(b) - freeOf(a));
    if (!roomiest) {
      return `It needs ${bytesInWords(need)} of video memory, and no graphics card can be used. Add a machine with a graphics card.`;
    }
    const { machine, card } = roomiest;
    const held = used(card.blocks.filter(rivals));
    const less = [
      ...(held > 0 ? [`${bytesInWords(held)} of other models`] : []),
      ...(card.othersBytes > 0 ? [`${bytesInWords(card.othersBytes)} of other programs`] : []),
    ];
    const list = [...less, ''].join(', ').replace(/, $/, ' and ');
    const why = `${card.name} on ${machine.name} has ${bytesInWords(card.totalBytes)}, less ${list}${bytesInWords(this.#state.marginBytes)} margin.`;
    const higher = held > 0 ? ', give it a higher priority' : '';
    const action = `Choose a smaller variant${higher}, close programs that use the card, or add a graphics card.`;
    return `Needs ${bytesInWords(need)} on one card, the largest space is ${bytesInWords(freeOf(roomiest))}. ${why} ${action}`;
  }
}

interface OnMachine {
  readonly machine: PlannedMachine;
  readonly card: PlannedMachine['cards'][number];
}

const used = (blocks: readonly PlannedBlock[]): number => blocks.reduce((sum, one) => sum + totalBytes(one.memory), 0);

const emptied = (cards: PlannedMachine['cards']): PlannedMachine['cards'] =>
  cards.map((card) => ({ ...card, blocks: [] }));

export function fakeWhatIf(state: OfficeState, changes: readonly WhatIfChange[]): WhatIf {
  const now = new Draft(state).machines;
  const draft = new Draft(state);
  for (const change of changes) apply(draft, state, change);
  const after = new Set(blocksOf(draft.machines).map(({ block }) => block.key));
  for (const { block } of blocksOf(now)) if (!after.has(block.key)) block.change = 'leaves';
  const steps = [
    ...placeSteps(draft.machines),
    ...leaveSteps(now, draft.machines),
    ...draft.lacks,
    ...riskSteps(now, draft.machines, state),
    ...draft.downloads,
  ];
  return whatIfOf(now, draft.machines, steps.length > 0 ? steps : [nothingStep]);
}

const blocksOf = (machines: readonly PlannedMachine[]) =>
  machines.flatMap((machine) =>
    machine.cards.flatMap((card) => card.blocks.map((block) => ({ machine: machine.name, card: card.name, block }))),
  );

const machinesOf = (machines: readonly PlannedMachine[], model: string): string[] => [
  ...new Set(
    blocksOf(machines)
      .filter(({ block }) => block.model === model)
      .map(({ machine }) => machine),
  ),
];

const placeSteps = (after: readonly PlannedMachine[]): WhatIfStep[] =>
  blocksOf(after)
    .filter(({ block }) => block.change === 'arrives')
    .map(({ machine, card, block }) => {
      const { model, variant, memory, slots, contextLength } = block;
      return placeStep({ model, variant, machine, cards: [card], bytes: totalBytes(memory), slots, contextLength });
    });

const leaveSteps = (now: readonly PlannedMachine[], after: readonly PlannedMachine[]): WhatIfStep[] =>
  blocksOf(now)
    .filter(({ block }) => block.change === 'leaves')
    .map(({ machine, block }) => leaveStep(block.model, machine, machinesOf(after, block.model)));

/** What would stand on one machine alone, of those that stood on several. */
const riskSteps = (
  now: readonly PlannedMachine[],
  after: readonly PlannedMachine[],
  { models }: OfficeState,
): WhatIfStep[] =>
  models.flatMap(({ name }) => {
    const [only, ...others] = machinesOf(after, name);
    return only && others.length === 0 && machinesOf(now, name).length > 1 ? [riskStep(name, only)] : [];
  });

function apply(draft: Draft, state: OfficeState, change: WhatIfChange): void {
  switch (change.kind) {
    case 'remove':
      return draft.rest(change.machine, false);
    case 'pause':
      return draft.rest(change.machine, true);
    case 'limit':
      return draft.limit(change.machine, change.gpuId, change.bytes);
    case 'undeploy':
      return draft.undeploy(change.model);
    case 'move': {
      const replica = state.machines
        .flatMap(({ replicas }) => replicas)
        .find(({ replicaId }) => replicaId === change.replicaId);
      if (!replica) return refuse('replica_not_found', 'That replica does not run any more.');
      for (const { cards } of draft.machines)
        for (const card of cards)
          card.blocks.splice(0, Infinity, ...card.blocks.filter(({ key }) => key !== change.replicaId));
      draft.place(replica.model, replica.memory, replica, `${change.machine}/${change.gpuId}`);
      return;
    }
    case 'deploy': {
      const { model, wishes } = change;
      const memory = memoryOf(model, wishes, state);
      const asked = wishes.contextLength ?? 0;
      if (asked > trainedContext) {
        const [most, tokens] = [trainedContext.toLocaleString('en'), asked.toLocaleString('en')];
        refuse('invalid_request', `${model} takes a context of ${most} tokens at most, not ${tokens}.`);
      }
      const [quantization = 'Q4_K_M'] = wishes.quantizations ?? [];
      const looks = {
        variant: quantization,
        slots: wishes.slots?.min ?? 4,
        contextLength: wishes.contextLength ?? 8192,
      };
      draft.place(model, memory, looks, null, wishes.priority);
      const here = state.models.some(
        ({ name, variants }) => name === model && variants.some((one) => one.name === quantization),
      );
      if (!here) draft.downloads.push(downloadStep(model, memory.weightsBytes));
      return;
    }
    default:
      return;
  }
}
