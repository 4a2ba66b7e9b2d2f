/** A college with rooms full of old PCs: as many cards as wanted, the same in each run. */
import type { MachineView, OfficeState, ReplicaView } from '../../../contract/control-api.ts';
import type { Gpu } from '../../../contract/hardware.ts';
import { seeded } from '../seeded.ts';
import {
  gb,
  gemma4,
  gpu,
  llama3,
  machine,
  minutesAgo,
  model,
  nomic,
  office,
  qwen14,
  qwen7,
  replica,
} from './office-parts.ts';

type Mark = Parameters<typeof replica>[0];

const phi4 = ['phi-4-mini-instruct', 'Q4_K_M', 'P4', 7] as const;
const coder = ['qwen2.5-coder-3b-instruct', 'Q4_K_M', 'QC', 8] as const;
/** With its parts in GB, the largest first. */
const catalogue: readonly (readonly [Mark, readonly [weights: number, cache: number, work: number]])[] = [
  [qwen14, [8, 2.2, 0.5]],
  [qwen7, [4.1, 1.2, 0.4]],
  [gemma4, [2.3, 0.9, 0.3]],
  [phi4, [2.2, 1, 0.3]],
  [llama3, [1.9, 0.8, 0.3]],
  [coder, [1.8, 0.6, 0.2]],
  [nomic, [0.3, 0, 0.1]],
];
const cards: readonly (readonly [name: string, total: number, backend: Gpu['backend']])[] = [
  ['GTX 1060', 6, 'cuda'],
  ['RX 580', 8, 'vulkan'],
  ['GTX 1650', 4, 'cuda'],
  ['GTX 970', 4, 'cuda'],
  ['GTX 1070', 8, 'cuda'],
  ['RX 570', 4, 'vulkan'],
  ['RTX 3060', 12, 'cuda'],
  ['Quadro P4000', 8, 'cuda'],
  ['RTX 2060', 6, 'cuda'],
  ['GTX 1080 Ti', 11, 'cuda'],
];
const rooms = ['B101', 'B102', 'B114', 'LIB', 'CAD', 'MUSIC', 'LAB', 'HALL'];
const margin = 0.3;

export function largeOffice(wanted: number): OfficeState {
  const chance = seeded(wanted);
  const one = <T>(list: readonly T[]): T => list[chance.below(list.length)] as T;
  const machines: MachineView[] = [];
  let made = 0;
  while (made < wanted) {
    const room = rooms[Math.floor((machines.length * rooms.length) / (wanted * 0.92))] ?? rooms.at(-1);
    const nth = machines.filter(({ name }) => name.startsWith(`${room}-`)).length + 1;
    const name = `${room}-${String(nth).padStart(2, '0')}`;
    const count = chance.below(12) === 0 && made + 1 < wanted ? 2 : 1;
    const gpus = Array.from({ length: count }, (_, index) => {
      const [card, total, backend] = one(cards);
      const others = chance.below(9) === 0 ? total * 0.5 : 0.2 + chance.below(8) / 10;
      const temperatureC = 38 + chance.below(40);
      return gpu(card, total, others, { id: `${backend}:${index}`, backend, index, temperatureC, load: 0 });
    });
    machines.push(aMachine(name, gpus, machines.length, chance.below(5)));
    made += count;
  }
  const replicas = machines.flatMap((each) => each.replicas.map((held) => ({ held, on: each.name })));
  const models = catalogue.map(([mark, [weights]]) => {
    const on = replicas.filter(({ held }) => held.model === mark[0] && held.state === 'ready').map((each) => each.on);
    return model(mark, weights, [...new Set(on)]);
  });
  return office('Northfield College', machines.toSorted(byMemoryThenName), models, { marginBytes: gb(margin) });
}

/** @param nth every 37th is lost, every 19th rests, and one makes room */
function aMachine(name: string, gpus: Gpu[], nth: number, taste: number): MachineView {
  const replicas = gpus.flatMap((card, at) => fill(name, card, taste + at));
  if (nth === 0) return machine(name, gpus, replicas, { thisPc: true });
  if (nth % 37 === 5) {
    const gone = replicas.map((each) => ({ ...each, state: 'gone' as const, slotsBusy: 0, tokensPerSecond: 0 }));
    return machine(name, gpus, gone, { state: 'lost', since: minutesAgo(4), address: null });
  }
  if (nth % 19 === 11) return machine(name, gpus, [], { state: 'paused', paused: true });
  if (nth === 20) {
    const leaving = replicas.map((each) => ({ ...each, state: 'draining' as const, slotsBusy: 1 }));
    return machine(name, gpus, leaving, { state: 'answering' });
  }
  const busy = nth % 3 === 1 ? 1 : 0;
  const working = replicas.map((each) => ({ ...each, slotsBusy: busy, tokensPerSecond: busy * 21 }));
  return machine(name, gpus, working, { state: busy > 0 && replicas.length > 0 ? 'answering' : 'ready' });
}

/** The largest models that fit, from the left; which one comes first differs from PC to PC. */
function fill(name: string, card: Gpu, taste: number): ReplicaView[] {
  let free = card.totalBytes - card.othersBytes - gb(margin);
  const placed: ReplicaView[] = [];
  const order = taste % 5 === 0 ? [...catalogue.slice(2), ...catalogue.slice(0, 2)] : catalogue;
  for (const [mark, parts] of order) {
    const needed = gb(parts[0] + parts[1] + parts[2]);
    if (needed > free || placed.length > 2) continue;
    free -= needed;
    placed.push({ ...replica(mark, card, parts), replicaId: `${mark[2]}-${name}-${card.index}`.toLowerCase() });
  }
  return placed;
}

const memoryOf = ({ gpus }: MachineView): number => gpus.reduce((sum, { totalBytes }) => sum + totalBytes, 0);
const byMemoryThenName = (a: MachineView, b: MachineView): number =>
  memoryOf(b) - memoryOf(a) || a.name.localeCompare(b.name, 'en', { numeric: true });

/** The same office a second later: every card is warmer or cooler, and some answers begin and end. @param tick counts the seconds */
export const aSecondLater = (state: OfficeState, tick: number): OfficeState => ({
  ...state,
  machines: state.machines.map((one, nth) =>
    one.state === 'ready' || one.state === 'answering' ? live(one, nth, tick) : one,
  ),
});

function live(one: MachineView, nth: number, tick: number): MachineView {
  const gpus = one.gpus.map((card) => ({ ...card, temperatureC: 40 + ((nth * 7 + tick) % 35) }));
  // Four answers are written, and move on now and then.
  const writes = nth % 50 === (Math.floor(tick / 5) * 3) % 50;
  const replicas = one.replicas.map((each, at) => {
    if (at > 0 || each.state !== 'ready') return each;
    const rate = 20 + ((nth + tick) % 9);
    return writes
      ? { ...each, slotsBusy: 1, tokensPerSecond: rate, tokensGenerated: each.tokensGenerated + rate }
      : { ...each, slotsBusy: 0, tokensPerSecond: 0 };
  });
  return { ...one, gpus, replicas, state: replicas.some(({ slotsBusy }) => slotsBusy > 0) ? 'answering' : 'ready' };
}
