import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import type { MachineView, OfficeState, ReplicaView } from '../../../contract/control-api.ts';
import type { Gpu } from '../../../contract/hardware.ts';
import { userPauseInWords } from '../../../contract/user-pause.ts';
import { formatAgo, formatClock, formatTotal, plural } from '../../ui/format.ts';
import type { IconName } from '../../ui/Icon.tsx';
import { shortName } from '../../ui/short-name.ts';
import { nextOpening } from './hours-words.ts';
import { barFacts, replicaBytes } from './map-geometry.ts';

/** How a machine's state is shown: shape, colour and words. */
export function machineWords(machine: MachineView, now: number): { icon: IconName; tone: string; words: string } {
  const here = machine.thisPc ? ', this PC' : '';
  switch (machine.state) {
    case 'answering': {
      const answers = machine.replicas.reduce((sum, { slotsBusy }) => sum + slotsBusy, 0);
      return { icon: 'state-busy', tone: 'ok', words: `${plural(answers, 'answer')} running${here}` };
    }
    case 'ready':
      if (machine.gpus.length > 0 && machine.gpus.every(({ usable }) => !usable)) {
        return { icon: 'state-attention', tone: 'warn', words: `Needs you${here}` };
      }
      return { icon: 'state-ready', tone: 'ok', words: `Ready${here}` };
    case 'joining':
      return { icon: 'state-joining', tone: 'ink2', words: 'Joining' };
    case 'paused':
      return { icon: 'state-paused', tone: 'ink2', words: `${pauseWords(machine, now)}${here}` };
    case 'removing':
      return { icon: 'state-joining', tone: 'warn', words: 'Being removed' };
    case 'updating':
      return { icon: 'state-joining', tone: 'ink2', words: 'Updating' };
    case 'stopped':
      return { icon: 'state-attention', tone: 'warn', words: `Needs you${here}` };
    case 'lost':
      return { icon: 'state-lost', tone: 'bad', words: `Lost ${formatAgo(machine.since, now)}` };
  }
}

/** Paused by the person at it, by an admin, or by its hours of use. */
const pauseWords = ({ paused, hours, userPause }: MachineView, now: number): string => {
  if (userPause) return capitalized(userPauseInWords(userPause, now));
  return paused || !hours ? 'Paused' : `Paused until ${nextOpening(hours, new Date(now))}`;
};

const capitalized = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);

const backendNames: Record<Gpu['backend'], string> = {
  vulkan: 'Vulkan',
  cuda: 'CUDA',
  metal: 'Metal',
  cpu: 'Processor, demo model only',
};

/** Under a device's name. */
export const backendWords = (gpu: Gpu): string => backendNames[gpu.backend];

/** A card's name without its maker, who is clear from the rest: "GTX 1060". */
export const cardName = ({ name }: Pick<Gpu, 'name'>): string =>
  name
    .replace(/\((?:R|TM)\)|®|™|\bCPU @.*$/gi, ' ')
    .replace(/\b(NVIDIA|AMD|ATI|Intel|Corporation|GeForce|Radeon(?! Pro| VII))\b/gi, '')
    .replace(/\s+/g, ' ')
    .trim() || name;

/** What a screen reader says of a bar. */
export function barSentence(
  gpu: Gpu,
  replicas: readonly ReplicaView[],
  marginBytes: number,
  limitBytes?: number,
): string {
  const { models, others, margin, heldBack, free } = barFacts(gpu, replicas, marginBytes, limitBytes);
  const [m, o, g, f] = [models, others, margin, free].map(bytesInWords);
  const held = heldBack > 0 ? `, held back by its limit ${bytesInWords(heldBack)}` : '';
  return `${cardName(gpu)}, ${formatTotal(gpu.totalBytes)}: models ${m}, other programs ${o}, margin ${g}${held}, free ${f}`;
}

export const slotWords = ({ slotsBusy, slots }: ReplicaView): string =>
  `${slotsBusy} of ${plural(slots, 'conversation')} in use`;

const stateWords: Partial<Record<ReplicaView['state'], string>> = {
  planned: 'about to be loaded',
  copying: 'its file is being copied',
  loading: 'loading',
  warming: 'warming up',
  draining: 'draining: it finishes its answers and takes no new one',
  failed: 'failed',
};

/** A replica's state where it is not simply ready. */
export const replicaStateWords = ({ state }: ReplicaView): string => stateWords[state] ?? '';

/** What a screen reader says of a block: first what stands on it. */
export function replicaSentence(replica: ReplicaView, gpu: Gpu): string {
  const { weightsBytes, cacheBytes, workBytes } = replica.memory;
  const state = replicaStateWords(replica);
  return (
    `${replica.model}${state && `, ${state}`}, ${replica.code}, ${replica.variant} on ${cardName(gpu)}: ` +
    `${bytesInWords(replicaBytes(replica))}. ` +
    `Weights ${bytesInWords(weightsBytes)}, conversation memory ${bytesInWords(cacheBytes)} (${slotWords(replica)}), ` +
    `working space ${bytesInWords(workBytes)}.`
  );
}

/** What became of a lost machine's models, from what the office says now. */
export function lostSentences(machine: MachineView, { models }: OfficeState): string[] {
  const names = [...new Set(machine.replicas.map(({ model }) => model))];
  return names.map((name) => {
    const model = models.find((one) => one.name === name);
    const others = (model?.readyOn ?? []).filter((other) => other !== machine.name);
    if (others.length > 0) return `${name} goes on with ${listed(others)}.`;
    if (model?.state === 'loading') return `${name} is being placed again.`;
    return model?.problem ? `${name}: ${model.problem.reason}` : `${name} waits for a free card.`;
  });
}

export const ghostWords = (replica: ReplicaView, machine: MachineView): string =>
  `${shortName(replica.model)} until ${formatClock(machine.since)}`;

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
