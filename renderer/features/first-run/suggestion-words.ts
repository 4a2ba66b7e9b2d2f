import type { MachineView } from '../../../contract/control-api.ts';
import { formatTotal, formatWait, plural } from '../../ui/format.ts';
import type { Suggestion } from './suggest-models.ts';

/** What an office's line is taken for until a download has shown it, in bytes a second: 50 Mbit/s. */
const usualBytesPerSecond = 50e6 / 8;

/** "4 PCs with 36 GB together." */
export function officeWords(machines: readonly MachineView[]): string {
  const cards = machines.flatMap(({ gpus }) => gpus).filter(({ usable, backend }) => usable && backend !== 'cpu');
  const bytes = cards.reduce((sum, { totalBytes }) => sum + totalBytes, 0);
  const having = machines.filter(({ gpus }) => gpus.some((gpu) => cards.includes(gpu))).length;
  return having === 0 ? '' : `${plural(having, 'PC')} with ${formatTotal(bytes)}${having > 1 ? ' together' : ''}.`;
}

/** "Fits on DESIGN-01, STUDIO-3 and ACCOUNTS-02"; of many: how many. */
export function fitsOn({ fit }: Suggestion): string {
  const { machines } = fit;
  if (machines.length > 4) return `Fits on ${machines.length} PCs`;
  const last = machines.at(-1) ?? '';
  const others = machines.slice(0, -1);
  return `Fits on ${others.length === 0 ? last : `${others.join(', ')} and ${last}`}`;
}

/** "about 12 min" */
export const downloadWords = (sizeBytes: number, bytesPerSecond = usualBytesPerSecond): string =>
  `about ${formatWait(Math.max(1, Math.round(sizeBytes / bytesPerSecond)))}`;
