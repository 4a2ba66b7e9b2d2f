/** Where a model would fit in this office, and if nowhere, by how much not. Pure. */
import { bytesInWords } from '../../contract/bytes-in-words.ts';
import type { Backend, Gpu } from '../../contract/hardware.ts';
import type { Fit } from '../../contract/library.ts';
import type { GgufFacts } from '../../contract/model.ts';
import type { Snapshot, SnapshotMachine } from '../../contract/plan.ts';
import { usualShape, type Shape } from './usual-deployment.ts';

/** How the planner judges memory: its estimate and its rule for a card, so that both say the same. */
export interface MemoryRules {
  /** Bytes of one replica. */
  readonly need: (facts: GgufFacts, shape: Shape, backend: Backend) => number;
  /** Bytes of a GPU that models may use, whether any are there or not. */
  readonly room: (gpu: Gpu, marginBytes: number, limitBytes: number | undefined) => number;
}

export type FitOffice = Pick<Snapshot, 'machines' | 'replicas' | 'marginBytes' | 'cpuMachines'>;

interface Card {
  readonly machine: SnapshotMachine;
  readonly gpu: Gpu;
  readonly freeBytes: number;
  /** With nothing on it, neither ours nor of other programs. */
  readonly emptyBytes: number;
}

const shorterContext = 4_096;

/** From what an office would like to the least that is of use. */
function shapesFor({ trainedContext }: GgufFacts): Shape[] {
  const usual = Math.min(usualShape.contextLength, trainedContext);
  const wide = [usualShape.slots, 2, 1].map((slots) => ({ contextLength: usual, slots }));
  return usual > shorterContext ? [...wide, { contextLength: shorterContext, slots: 1 }] : wide;
}

export function fitOf(facts: GgufFacts, office: FitOffice, rules: MemoryRules): Fit {
  const cards = office.machines.flatMap((machine) => cardsOf(machine, office, rules));
  const serving = cards.filter(({ machine }) => machine.serving);
  const resting = cards.filter(({ machine }) => !machine.serving);
  const find = (among: readonly Card[], room: (card: Card) => number) => findShape(facts, among, room, rules);
  const now = find(serving, free);
  if (now) return { verdict: 'now', ...now.fit, sentence: `${now.needs}; ${has(now.card, free)} free.` };
  const later = find(resting, free);
  if (later) {
    const { machine } = later.card;
    const why = machine.whyNot ?? `${machine.name} does not serve`;
    return { verdict: 'resting', ...later.fit, sentence: `${later.needs}; ${has(later.card, free)} free, but ${why}.` };
  }
  const emptied = find(serving, empty);
  if (emptied) {
    const most = bytesInWords(Math.max(...serving.map(free)));
    const sentence = `${emptied.needs}; ${most} is the most that is free on one card. ${has(emptied.card, empty)} when its card is empty.`;
    return { verdict: 'emptied', ...emptied.fit, sentence };
  }
  return nowhere(facts, cards, rules);
}

const free = ({ freeBytes }: Card): number => freeBytes;
const empty = ({ emptyBytes }: Card): number => emptyBytes;
const has = (card: Card, room: (card: Card) => number): string =>
  `${card.machine.name} has ${bytesInWords(room(card))}`;

function cardsOf(machine: SnapshotMachine, office: FitOffice, { room }: MemoryRules): Card[] {
  const { replicas, marginBytes, cpuMachines } = office;
  return machine.gpus
    .filter(({ usable, backend }) => usable && (backend !== 'cpu' || cpuMachines))
    .map((gpu) => {
      const limit = machine.limits.get(gpu.id);
      const ours = replicas
        .filter(({ machineId, spec }) => machineId === machine.id && spec.gpuIds.includes(gpu.id))
        .reduce((sum, { bytes, spec }) => sum + bytes / spec.gpuIds.length, 0);
      const freeBytes = Math.max(0, room(gpu, marginBytes, limit) - ours);
      return { machine, gpu, freeBytes, emptyBytes: room({ ...gpu, othersBytes: 0 }, marginBytes, limit) };
    });
}

/** The most generous shape that fits on one of the cards. */
function findShape(facts: GgufFacts, cards: readonly Card[], room: (card: Card) => number, { need }: MemoryRules) {
  const byRoom = cards.toSorted((a, b) => room(b) - room(a));
  for (const shape of shapesFor(facts)) {
    const fitting = byRoom.filter((card) => need(facts, shape, card.gpu.backend) <= room(card));
    const [card] = fitting;
    if (!card) continue;
    const needBytes = need(facts, shape, card.gpu.backend);
    const machines = [...new Set(fitting.map(({ machine }) => machine.name))];
    return { card, fit: { shape, needBytes, machines }, needs: needsFor(needBytes, shape) };
  }
  return null;
}

const needsFor = (bytes: number, { contextLength, slots }: Shape): string =>
  `Needs ${bytesInWords(bytes)} for ${slots === 1 ? '1 conversation' : `${slots} conversations`} of ${contextLength.toLocaleString('en')} tokens`;

function nowhere(facts: GgufFacts, cards: readonly Card[], { need }: MemoryRules): Fit {
  const shape = shapesFor(facts).at(-1) ?? usualShape;
  const backends = cards.length > 0 ? cards.map(({ gpu }) => gpu.backend) : (['vulkan'] as const);
  const needBytes = Math.min(...backends.map((backend) => need(facts, shape, backend)));
  const needs = `Needs ${bytesInWords(needBytes)}`;
  const sentence =
    cards.length === 0
      ? `${needs} of video memory, and this office has no graphics card that can be used.`
      : `${needs}, the largest card of this office gives ${bytesInWords(Math.max(...cards.map(empty)))}.`;
  return { verdict: 'never', shape, needBytes, machines: [], sentence };
}
