/**
 * What a scripted office would do: each deployment's least replicas, by priority, on the card with the most room; models with a
 * lower priority leave where they must. Simpler than the real planner, and enough to draw.
 */
import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import type { MachineView, OfficeState } from '../../../contract/control-api.ts';
import type { PlannedBlock, PlannedMachine, WhatIf, WhatIfChange, WhatIfStep } from '../../../contract/deployments.ts';
import type { ReplicaMemory } from '../../../contract/replica.ts';
import { refuse } from '../../../contract/problem.ts';
import { whatIfOf } from '../what-if-of.ts';
import { memoryOf } from './fake-catalogue.ts';

const bytesOf = ({ weightsBytes, cacheBytes, workBytes }: ReplicaMemory): number =>
  weightsBytes + cacheBytes + workBytes;

function plannedMachine(machine: MachineView, { marginBytes }: OfficeState): PlannedMachine {
  const resting = machine.state !== 'ready' && machine.state !== 'answering';
  return {
    id: machine.id,
    name: machine.name,
    whyNot: resting ? `${machine.name} is ${machine.state}` : null,
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

/** A plan that is changed step by step, with what each step means in words. */
class Draft {
  readonly steps: WhatIfStep[] = [];
  machines: PlannedMachine[];
  readonly #state: OfficeState;
  #made = 0;

  constructor(state: OfficeState) {
    this.#state = state;
    this.machines = state.machines.filter(({ state: its }) => its !== 'lost').map((one) => plannedMachine(one, state));
  }

  say(kind: WhatIfStep['kind'], sentence: string, model: string | null, machine: string | null): void {
    this.steps.push({ kind, sentence, model, machine });
  }

  /** What stood on a machine that goes looks for another place. */
  rest(wanted: string, why: string | null): void {
    const machine = this.machines.find(({ id, name }) => id === wanted || name === wanted);
    if (!machine) return refuse('machine_not_found', `There is no machine ${wanted}.`);
    const blocks = machine.cards.flatMap((card) => card.blocks);
    this.machines = why
      ? this.machines.map((one) => (one === machine ? { ...one, whyNot: why, cards: emptied(one.cards) } : one))
      : this.machines.filter((one) => one !== machine);
    for (const block of blocks) {
      this.say('leave', `${block.model} leaves ${machine.name}`, block.model, machine.name);
      this.place(block.model, block.memory, block, null);
    }
  }

  undeploy(model: string): void {
    for (const { name, cards } of this.machines)
      for (const card of cards) {
        const left = card.blocks.filter((block) => block.model !== model);
        if (left.length < card.blocks.length)
          this.say('leave', `${model} leaves ${name} after its running answers`, model, name);
        card.blocks.splice(0, Infinity, ...left);
      }
  }

  /** @param on a card that is meant; null: the first with the room. @returns whether it has a place */
  place(
    model: string,
    memory: ReplicaMemory,
    looks: Partial<PlannedBlock>,
    on: string | null,
    wished?: number,
  ): boolean {
    const mine = this.#state.models.find(({ name }) => name === model);
    const priority = wished ?? mine?.wishes?.priority ?? 5;
    const need = bytesOf(memory);
    const rivals = ({ model: other }: PlannedBlock): boolean =>
      other === model || (this.#state.models.find(({ name }) => name === other)?.wishes?.priority ?? 5) >= priority;
    const cards = this.machines
      .filter(({ whyNot }) => whyNot === null)
      .flatMap((machine) => machine.cards.map((card) => ({ machine, card })))
      .filter(({ machine, card }) => on === null || `${machine.id}/${card.id}` === on);
    const used = (blocks: readonly PlannedBlock[]): number => blocks.reduce((sum, one) => sum + bytesOf(one.memory), 0);
    const room = cards.find(({ card }) => card.usableBytes - used(card.blocks) >= need);
    const taken =
      room ?? cards.find(({ card }) => card.usableBytes - used(on ? [] : card.blocks.filter(rivals)) >= need);
    if (!taken) {
      const most = Math.max(0, ...cards.map(({ card }) => card.usableBytes));
      this.say(
        'lack',
        `${model} needs ${bytesInWords(need)} on one card, the largest space is ${bytesInWords(most)}`,
        model,
        null,
      );
      return false;
    }
    const { machine, card } = taken;
    if (!room) {
      const leaving = on ? card.blocks : card.blocks.filter((block) => !rivals(block));
      for (const { model: other } of leaving)
        this.say('leave', `${other} leaves ${machine.name} after its running answers`, other, machine.name);
      card.blocks.splice(0, Infinity, ...card.blocks.filter((block) => !leaving.includes(block)));
    }
    this.#made += 1;
    card.blocks.push({
      key: `new-${this.#made}`,
      model,
      code: mine?.code ?? 'N',
      colour: mine?.colour ?? 6,
      variant: 'Q4_K_M',
      contextLength: 8192,
      slots: 4,
      memory,
      reason: 'It fits there.',
      ...looks,
      change: 'arrives',
    });
    const usable = bytesInWords(card.usableBytes);
    this.say(
      'place',
      `${machine.name} takes ${model}: ${bytesInWords(need).replace(' GB', '')} of ${usable}`,
      model,
      machine.name,
    );
    return true;
  }

  /** What would stand on one machine alone, of those that stood on several. */
  riskOf(before: readonly PlannedMachine[]): void {
    const machinesOf = (among: readonly PlannedMachine[], model: string): string[] =>
      among
        .filter(({ cards }) => cards.some(({ blocks }) => blocks.some((one) => one.model === model)))
        .map(({ name }) => name);
    for (const { name } of this.#state.models) {
      const [only, ...others] = machinesOf(this.machines, name);
      if (!only || others.length > 0 || machinesOf(before, name).length < 2) continue;
      this.say('risk', `If ${only} is switched off, ${name} is loaded anew: about 14 s of waiting`, name, only);
    }
  }
}

const emptied = (cards: PlannedMachine['cards']): PlannedMachine['cards'] =>
  cards.map((card) => ({ ...card, blocks: [] }));

export function fakeWhatIf(state: OfficeState, changes: readonly WhatIfChange[]): WhatIf {
  const now = new Draft(state).machines;
  const draft = new Draft(state);
  for (const change of changes) apply(draft, state, change);
  draft.riskOf(now);
  const after = new Set(
    draft.machines.flatMap(({ cards }) => cards.flatMap(({ blocks }) => blocks.map(({ key }) => key))),
  );
  for (const { cards } of now)
    for (const { blocks } of cards) for (const block of blocks) if (!after.has(block.key)) block.change = 'leaves';
  return whatIfOf(now, draft.machines, draft.steps);
}

function apply(draft: Draft, state: OfficeState, change: WhatIfChange): void {
  switch (change.kind) {
    case 'remove':
      return draft.rest(change.machine, null);
    case 'pause':
      return draft.rest(change.machine, `${change.machine} is paused`);
    case 'undeploy':
      return draft.undeploy(change.model);
    case 'move': {
      const replica = state.machines
        .flatMap(({ replicas }) => replicas)
        .find(({ replicaId }) => replicaId === change.replicaId);
      if (!replica) return refuse('replica_not_found', 'That replica is no longer there.');
      for (const { cards } of draft.machines)
        for (const card of cards)
          card.blocks.splice(0, Infinity, ...card.blocks.filter(({ key }) => key !== change.replicaId));
      draft.place(replica.model, replica.memory, replica, `${change.machine}/${change.gpuId}`);
      return;
    }
    case 'deploy': {
      const { model, wishes } = change;
      const memory = memoryOf(model, wishes, state);
      if (wishes.contextLength && wishes.contextLength > 100_000) {
        refuse('invalid_request', `${model} was trained for fewer tokens than ${wishes.contextLength}.`);
      }
      const [quantization = 'Q4_K_M'] = wishes.quantizations ?? [];
      const placed = draft.place(model, memory, { variant: quantization }, null, wishes.priority);
      const here = state.models.some(
        ({ name, variants }) => name === model && variants.some((one) => one.name === quantization),
      );
      const size = `${bytesInWords(memory.weightsBytes)} to download`;
      if (!here) draft.say('download', placed ? `${size}, then placed at once` : size, model, null);
      return;
    }
    default:
      return draft.say('note', 'Nothing of the models changes by it', null, null);
  }
}
