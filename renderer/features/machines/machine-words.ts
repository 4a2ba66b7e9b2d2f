import type { MachineView, OfficeState, ReplicaView } from '../../../contract/control-api.ts';
import type { Gpu } from '../../../contract/hardware.ts';
import { retell } from '../../../words/retell.ts';
import { msg, t, type Message } from '../../../words/words.ts';
import { formatAgo, formatBytes, formatClock, formatList, formatTotal } from '../../ui/text/format.ts';
import type { IconName } from '../../ui/mark/Icon.tsx';
import { shortName } from '../../ui/text/short-name.ts';
import { barFacts, replicaBytes } from './bars/bar-facts.ts';
import { nextOpening, pauseEnd } from './hours-words.ts';

/** How a machine's state is shown: shape, colour and words. */
export function machineWords(machine: MachineView, now: number): { icon: IconName; tone: string; words: string } {
  const here = (state: string): string => (machine.thisPc ? t('{{state}}, this PC', { state }) : state);
  switch (machine.state) {
    case 'answering': {
      const answers = machine.replicas.reduce((sum, { slotsBusy }) => sum + slotsBusy, 0);
      return {
        icon: 'state-busy',
        tone: 'ok',
        words: here(t('{{count, number}} answers running', { count: answers })),
      };
    }
    case 'ready':
      if (machine.gpus.length > 0 && machine.gpus.every(({ usable }) => !usable)) {
        return { icon: 'state-attention', tone: 'warn', words: here(t('Needs you')) };
      }
      return { icon: 'state-ready', tone: 'ok', words: here(t('Ready', { context: 'machine' })) };
    case 'joining':
      return { icon: 'state-joining', tone: 'ink2', words: t('Joining') };
    case 'paused':
      return { icon: 'state-paused', tone: 'ink2', words: here(pauseWords(machine, now)) };
    case 'removing':
      return { icon: 'state-joining', tone: 'warn', words: t('Being removed') };
    case 'updating':
      return { icon: 'state-joining', tone: 'ink2', words: t('Updating') };
    case 'stopped':
      return { icon: 'state-attention', tone: 'warn', words: here(t('Needs you')) };
    case 'lost':
      return { icon: 'state-lost', tone: 'bad', words: t('Lost {{ago}}', { ago: formatAgo(machine.since, now) }) };
  }
}

/** Paused by the person at it, by an admin, or by its hours of use. */
const pauseWords = ({ paused, hours, userPause }: MachineView, now: number): string => {
  if (userPause) {
    return userPause.until === null
      ? t('Paused by its user')
      : t('Paused by its user until {{when}}', { when: pauseEnd(userPause.until, now) });
  }
  return paused || !hours ? t('Paused') : t('Paused until {{when}}', { when: nextOpening(hours, new Date(now)) });
};

const backendNames: Record<Gpu['backend'], Message> = {
  vulkan: msg('Vulkan'),
  cuda: msg('CUDA'),
  metal: msg('Metal'),
  cpu: msg('Processor, demo model only'),
};

/** Under a device's name. */
export const backendWords = (gpu: Gpu): string => t(backendNames[gpu.backend]);

/** Of a machine that has reported no device. */
export const noDeviceWords = ({ state }: MachineView): string =>
  state === 'joining' ? t('First contact: its graphics cards are being looked at.') : t('No device reported.');

/** Why no model can be placed on a device. */
export const unusableWords = ({ reason }: Gpu): string => (reason === null ? t('It cannot be used.') : retell(reason));

/** A card's name without its maker, who is clear from the rest: "GTX 1060". */
export const cardName = ({ name }: Pick<Gpu, 'name'>): string =>
  name
    .replace(/\((?:R|TM)\)|®|™|\bCPU @.*$/gi, ' ')
    // What the driver says of itself: "llvmpipe (LLVM 17.0.6, 256 bits)".
    .replace(/\s*\([^)]*\)\s*$/, ' ')
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
  const values = {
    card: `${cardName(gpu)}, ${formatTotal(gpu.totalBytes)}`,
    models: formatBytes(models),
    others: formatBytes(others),
    margin: formatBytes(margin),
    held: formatBytes(heldBack),
    free: formatBytes(free),
  };
  return heldBack > 0
    ? t(
        '{{card}}: models {{models}}, other programs {{others}}, margin {{margin}}, held back by its limit {{held}}, free {{free}}',
        values,
      )
    : t('{{card}}: models {{models}}, other programs {{others}}, margin {{margin}}, free {{free}}', values);
}

export const slotWords = ({ slotsBusy, slots }: ReplicaView): string =>
  t('{{busy}} of {{count, number}} conversations in use', { busy: slotsBusy, count: slots });

const stateWords: Partial<Record<ReplicaView['state'], Message>> = {
  planned: msg('about to be loaded'),
  copying: msg('its file is being copied'),
  loading: msg('loading'),
  warming: msg('warming up'),
  draining: msg('draining: it finishes its answers and takes no new one'),
  failed: msg('failed'),
};

/** A replica's state where it is not simply ready. */
export const replicaStateWords = ({ state }: ReplicaView): string => {
  const words = stateWords[state];
  return words ? t(words) : '';
};

/** What a screen reader says of a block: first what stands on it. */
export function replicaSentence(replica: ReplicaView, gpu: Gpu): string {
  const { weightsBytes, cacheBytes, workBytes } = replica.memory;
  const state = replicaStateWords(replica);
  return t(
    '{{replica}} on {{card}}: {{size}}. Weights {{weights}}, conversation memory {{cache}} ({{slots}}), working space {{work}}.',
    {
      replica: [replica.model, state, replica.code, replica.variant].filter(Boolean).join(', '),
      card: cardName(gpu),
      size: formatBytes(replicaBytes(replica)),
      weights: formatBytes(weightsBytes),
      cache: formatBytes(cacheBytes),
      slots: slotWords(replica),
      work: formatBytes(workBytes),
    },
  );
}

/** What became of a lost machine's models, from what the office says now. */
export function lostSentences(machine: MachineView, { models }: OfficeState): string[] {
  const names = [...new Set(machine.replicas.map(({ model }) => model))];
  return names.map((name) => {
    const model = models.find((one) => one.name === name);
    const others = (model?.readyOn ?? []).filter((other) => other !== machine.name);
    if (others.length > 0) return t('{{name}} goes on with {{machines}}.', { name, machines: formatList(others) });
    if (model?.state === 'loading') {
      return model.planned === 0 && model.explanation !== ''
        ? `${name}: ${retell(model.explanation)}`
        : t('{{name}} is being placed again.', { name });
    }
    return model?.problem ? `${name}: ${retell(model.problem.reason)}` : t('{{name}} waits for a free card.', { name });
  });
}

export const ghostWords = (replica: ReplicaView, machine: MachineView): string =>
  t('{{model}} until {{clock}}', { model: shortName(replica.model), clock: formatClock(machine.since) });
