import type { MachineView, OfficeState } from '../../../contract/control-api.ts';
import type { DiscoveryView } from '../../../contract/control-machines.ts';
import type { Gpu } from '../../../contract/hardware.ts';
import { retell } from '../../../words/retell.ts';
import { t } from '../../../words/words.ts';
import { formatBytes, formatFigure, formatTotal } from '../../ui/text/format.ts';
import { backendWords } from '../machines/machine-words.ts';

/** What the first step says of something that it found. */
export interface Fact {
  readonly ok: boolean;
  readonly title: string;
  readonly detail: string;
}

/** Its agent has not shown its devices yet: the processor is always one of them. */
export const isLookedAt = ({ state, gpus }: MachineView): boolean => state === 'joining' || gpus.length === 0;

/** One for each card of this PC; one that says so when there is none. */
export function cardFacts(pc: MachineView | undefined, { marginBytes }: Pick<OfficeState, 'marginBytes'>): Fact[] {
  if (!pc || isLookedAt(pc)) {
    const detail = t('Its agent starts and shows its graphics card');
    return [{ ok: false, title: t('This PC is being looked at'), detail }];
  }
  const cards = pc.gpus.filter(({ backend }) => backend !== 'cpu');
  if (cards.length === 0) {
    const detail = t('The cards of the other PCs do the work then. A tiny demo model answers on this PC’s processor');
    return [{ ok: false, title: t('No graphics card in this PC'), detail }];
  }
  return cards.map((gpu) => {
    const title = t('{{card}} with {{size}}', { card: gpu.name, size: formatTotal(gpu.totalBytes) });
    if (!gpu.usable) return { ok: false, title, detail: gpu.reason ? retell(gpu.reason) : t('It cannot be used') };
    return { ok: true, title, detail: `${madeFor(gpu)}. ${memoryWords(gpu, marginBytes)}` };
  });
}

function madeFor(gpu: Gpu): string {
  const backend = backendWords(gpu);
  return gpu.driver === null ? backend : t('{{backend}}, driver {{driver}}', { backend, driver: gpu.driver });
}

function memoryWords({ totalBytes, othersBytes }: Gpu, marginBytes: number): string {
  const free = Math.max(0, totalBytes - othersBytes - marginBytes);
  const figures = { free: formatBytes(free), margin: formatFigure(marginBytes) };
  return othersBytes > 0
    ? t('{{free}} can be used: other programs hold {{others}}, {{margin}} stays free', {
        ...figures,
        others: formatFigure(othersBytes),
      })
    : t('{{free}} can be used: {{margin}} stays free', figures);
}

/** The networks in which the office lives, and what was left out of them. */
export function networkFact({ adapters }: DiscoveryView): Fact {
  const used = adapters.filter((one) => one.used);
  const left = adapters.filter((one) => !one.used).map(({ name }) => name);
  const leftOut = left.length === 0 ? [] : [t('Left out: {{networks}}', { networks: left.join(', ') })];
  if (used.length === 0) {
    const advice = t('Other PCs cannot be found. Connect this PC to the office’s network');
    return { ok: false, title: t('No office network'), detail: [advice, ...leftOut].join('. ') };
  }
  const [first] = used;
  const title =
    used.length === 1
      ? t('Office network {{address}}', { address: first?.address ?? '' })
      : t('{{count, number}} office networks', { count: used.length });
  const where = used.map(({ name, address }) => (used.length === 1 ? name : `${name} ${address}`)).join(', ');
  return { ok: true, title, detail: [where, ...leftOut].join('. ') };
}
