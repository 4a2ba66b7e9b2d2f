/** Reads an office file into a task. */
import type { OfficeDeployment, OfficeFile, OfficeRunning } from '../../../contract/office-file.ts';
import { memoryOf } from './estimate.ts';
import { compareText, nothing, points, totalOf, type Option, type Place, type Task, type Wish } from './task.ts';
import { mayServe, usableBytes } from './usable.ts';

/** More slots than these make a replica no faster; more are used only when the admin asks for them. */
const usefulSlots = 4;

/** @param taken bytes of GPUs, by id, that are given away already. */
export function taskOf(office: OfficeFile, taken: ReadonlyMap<string, number> = new Map()): Task {
  const places = placesOf(office, taken);
  const wishes = wishesOf(office);
  const options = optionsOf(office, places, wishes);
  return { places, wishes, ...numbersOf(places, wishes), ...options };
}

function placesOf(office: OfficeFile, taken: ReadonlyMap<string, number>): Place[] {
  return office.machines
    .flatMap((machine) =>
      machine.gpus
        .filter((gpu) => mayServe(machine, gpu, office.policy))
        .map((gpu) => {
          const usable = usableBytes(machine, gpu, office.policy);
          return { machine, gpu, usable, room: usable - (taken.get(gpu.id) ?? 0) };
        }),
    )
    .toSorted((a, b) => compareText(a.gpu.id, b.gpu.id));
}

function wishesOf(office: OfficeFile): Wish[] {
  const backends = office.machines.flatMap((machine) =>
    machine.gpus.filter((gpu) => mayServe(machine, gpu, office.policy)).map((gpu) => gpu.backend),
  );
  const models = new Map(office.models.map((model) => [model.id, model]));
  return office.deployments
    .map((deployment) => {
      const variants = (models.get(deployment.model)?.variants ?? []).filter(({ id }) =>
        deployment.variants.includes(id),
      );
      const shape = { contextLength: deployment.context, slots: deployment.slots.max };
      return {
        deployment,
        best: Math.max(...variants.map(({ quality }) => quality)),
        variants: variants
          .map((variant) => ({ variant, memory: memoryOf(variant, shape, backends) }))
          .toSorted((a, b) => b.variant.quality - a.variant.quality || compareText(a.variant.id, b.variant.id)),
      };
    })
    .toSorted((a, b) => compareText(a.deployment.model, b.deployment.model));
}

function numbersOf(places: readonly Place[], wishes: readonly Wish[]) {
  const deployments = wishes.map(({ deployment }) => deployment);
  const sum = (of: (deployment: OfficeDeployment) => number) => deployments.reduce((all, one) => all + of(one), 0);
  const priorities = sum(({ priority }) => priority);
  const required = sum(({ priority, replicas }) => priority * replicas.min);
  return {
    room: Float64Array.from(places, ({ room }) => room),
    bandwidth: Float64Array.from(places, ({ gpu }) => gpu.bandwidth),
    least: Int32Array.from(deployments, ({ replicas }) => replicas.min),
    most: Int32Array.from(deployments, ({ replicas }) => replicas.max),
    firstGrade: startsOf(wishes.map(({ variants }) => variants.length)),
    gradeQuality: Float64Array.from(
      wishes.flatMap(({ variants, best }) => variants.map(({ variant }) => variant.quality / best)),
    ),
    qualityPoints: Float64Array.from(deployments, ({ priority }) =>
      required > 0 ? (points.quality * priority) / required : 0,
    ),
    servicePoints: Float64Array.from(deployments, ({ priority }) => (points.service * priority) / priorities),
    overloadPoints: deployments.length > 0 ? (points.service * points.overload) / deployments.length : 0,
  };
}

function optionsOf(office: OfficeFile, places: readonly Place[], wishes: readonly Wish[]) {
  const free = wishes.map((wish, index) => freeOptions(wish, index));
  const kept = keptOptions(office, places, wishes);
  const options: Option[] = [...free.flat(), ...kept];
  const usable = places.reduce((all, place) => all + place.usable, 0);
  const firstGrade = startsOf(wishes.map(({ variants }) => variants.length));
  // Rounded up: the sum over a GPU stays exact.
  const bytes = Float64Array.from(options, ({ memory, context, slots }) => Math.ceil(totalOf(memory, context, slots)));
  const leastBytes = new Float64Array(wishes.length).fill(Number.POSITIVE_INFINITY);
  options.forEach((option, index) => {
    leastBytes[option.wish] = Math.min(leastBytes[option.wish] ?? 0, bytes[index] ?? 0);
  });
  const wish = (option: Option) => wishes[option.wish] as Wish;
  const capacity = ({ slots, memory }: Option) => Math.sqrt(Math.min(slots, usefulSlots)) / memory.weights;
  return {
    options,
    firstFree: startsOf(free.map((own) => own.length)),
    ...chainsOf(options, places.length, wishes.length),
    wishOf: Int32Array.from(options, (option) => option.wish),
    bytes,
    leastBytes,
    quality: Float64Array.from(options, (option) => option.variant.quality / wish(option).best),
    gradeOf: Int32Array.from(
      options,
      (option) =>
        (firstGrade[option.wish] ?? 0) + wish(option).variants.findIndex(({ variant }) => variant === option.variant),
    ),
    served: Float64Array.from(options, (option) => capacity(option) / Math.max(wish(option).deployment.demand, 1e-9)),
    load: Float64Array.from(options, (option) => {
      const { demand, replicas } = wish(option).deployment;
      return Math.max(demand, 1e-9) / Math.max(1, replicas.min) / capacity(option);
    }),
    ownPoints: Float64Array.from(options, (option) => {
      const { context, slots } = wish(option).deployment;
      const useful = totalOf(option.memory, context, Math.min(option.slots, Math.max(usefulSlots, slots.min)));
      return (
        (usable > 0 ? (points.fill * useful) / usable : 0) + (option.keptAt === null ? 0 : points.moves / kept.length)
      );
    }),
  };
}

/** Each variant with each number of slots that the score rewards. */
function freeOptions({ deployment, variants }: Wish, index: number): Option[] {
  const { context, slots } = deployment;
  const last = Math.min(slots.max, Math.max(usefulSlots, slots.min));
  return variants
    .filter(({ variant }) => context <= variant.facts.contextMax)
    .flatMap(({ variant, memory }) =>
      Array.from({ length: last - slots.min + 1 }, (_, more) => ({
        wish: index,
        variant,
        memory,
        context,
        slots: slots.min + more,
        keptAt: null,
      })),
    );
}

/** What runs and may stay as it is: one option each, that stands at its place only. */
function keptOptions(office: OfficeFile, places: readonly Place[], wishes: readonly Wish[]): Option[] {
  const placeOf = new Map(places.map(({ gpu }, index) => [gpu.id, index]));
  const wishOf = new Map(wishes.map(({ deployment }, index) => [deployment.model, index]));
  const found = office.running.flatMap((running) => {
    const place = running.gpus.length === 1 ? placeOf.get(running.gpus[0] ?? '') : undefined;
    const wish = wishOf.get(running.model);
    if (place === undefined || wish === undefined) return [];
    const option = keptOption(running, wishes[wish] as Wish, wish, place);
    const room = places[place]?.usable ?? 0;
    return option && totalOf(option.memory, option.context, option.slots) <= room ? [option] : [];
  });
  const byKey = new Map(found.map((option) => [keyOf(option), option]));
  return [...byKey].toSorted(([a], [b]) => compareText(a, b)).map(([, option]) => option);
}

function keptOption(running: OfficeRunning, wish: Wish, index: number, place: number): Option | null {
  const { slots, context } = wish.deployment;
  const found = wish.variants.find(({ variant }) => variant.id === running.variant);
  if (!found || running.slots < slots.min || running.slots > slots.max) return null;
  if (running.context < context || running.context > found.variant.facts.contextMax) return null;
  return { wish: index, ...found, context: running.context, slots: running.slots, keptAt: place };
}

const keyOf = ({ wish, variant, context, slots, keptAt }: Option): string =>
  JSON.stringify([wish, keptAt, variant.id, context, slots]);

/** For each place and wish a chain of options: those that stand there only lead to those that may go anywhere. */
function chainsOf(options: readonly Option[], places: number, wishes: number) {
  const next = new Int32Array(options.length).fill(nothing);
  const first = new Int32Array(wishes).fill(nothing);
  for (let index = options.length - 1; index >= 0; index -= 1) {
    const option = options[index];
    if (!option || option.keptAt !== null) continue;
    next[index] = first[option.wish] ?? nothing;
    first[option.wish] = index;
  }
  const firstAt = new Int32Array(places * wishes);
  for (let place = 0; place < places; place += 1) firstAt.set(first, place * wishes);
  options.forEach((option, index) => {
    if (option.keptAt === null) return;
    const at = option.keptAt * wishes + option.wish;
    next[index] = firstAt[at] ?? nothing;
    firstAt[at] = index;
  });
  return { firstAt, next };
}

/** Where each part begins when parts of these lengths lie behind one another; the last entry is the end. */
function startsOf(lengths: readonly number[]): Int32Array {
  const starts = new Int32Array(lengths.length + 1);
  lengths.forEach((length, index) => (starts[index + 1] = (starts[index] ?? 0) + length));
  return starts;
}
