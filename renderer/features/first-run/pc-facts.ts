import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import type { MachineView, OfficeState } from '../../../contract/control-api.ts';
import type { DiscoveryView } from '../../../contract/control-machines.ts';
import type { Gpu } from '../../../contract/hardware.ts';
import { formatFigure, formatTotal } from '../../ui/format.ts';

/** What the first step says of something that it found. */
export interface Fact {
  readonly ok: boolean;
  readonly title: string;
  readonly detail: string;
}

const backends: Record<Gpu['backend'], string> = { vulkan: 'Vulkan', cuda: 'CUDA', metal: 'Metal', cpu: 'Processor' };

/** One for each card of this PC; one that says so when there is none. */
export function cardFacts(pc: MachineView | undefined, { marginBytes }: Pick<OfficeState, 'marginBytes'>): Fact[] {
  if (!pc || pc.state === 'joining') {
    return [{ ok: false, title: 'This PC is being looked at', detail: 'Its agent starts and shows its graphics card' }];
  }
  if (pc.gpus.length === 0) {
    const detail = 'The cards of the other PCs do the work then. A tiny demo model answers on this PC’s processor';
    return [{ ok: false, title: 'No graphics card in this PC', detail }];
  }
  return pc.gpus.map((gpu) => {
    const title = `${gpu.name} with ${formatTotal(gpu.totalBytes)}`;
    if (!gpu.usable) return { ok: false, title, detail: gpu.reason ?? 'It cannot be used' };
    return { ok: true, title, detail: `${madeFor(gpu)}. ${memoryWords(gpu, marginBytes)}` };
  });
}

const madeFor = ({ backend, driver }: Gpu): string =>
  driver === null ? backends[backend] : `${backends[backend]}, driver ${driver}`;

function memoryWords({ totalBytes, othersBytes }: Gpu, marginBytes: number): string {
  const free = Math.max(0, totalBytes - othersBytes - marginBytes);
  const held = othersBytes > 0 ? `other programs hold ${formatFigure(othersBytes)}, ` : '';
  return `${bytesInWords(free)} can be used: ${held}${formatFigure(marginBytes)} stays free`;
}

/** The networks in which the office lives, and what was left out of them. */
export function networkFact({ adapters }: DiscoveryView): Fact {
  const used = adapters.filter((one) => one.used);
  const left = adapters.filter((one) => !one.used).map(({ name }) => name);
  const leftOut = left.length === 0 ? '' : `. Left out: ${left.join(', ')}`;
  if (used.length === 0) {
    const detail = `Other PCs cannot be found. Connect this PC to the office’s network${leftOut}`;
    return { ok: false, title: 'No office network', detail };
  }
  const [first] = used;
  const title = used.length === 1 ? `Office network ${first?.address}` : `${used.length} office networks`;
  const where = used.map(({ name, address }) => (used.length === 1 ? name : `${name} ${address}`)).join(', ');
  return { ok: true, title, detail: `${where}${leftOut}` };
}
