import type { MachineView } from '../../../contract/control-api.ts';
import { t } from '../../../words/words.ts';
import { formatList, formatTotal, formatWait } from '../../ui/text/format.ts';
import type { Suggestion } from './suggest-models.ts';

/** What an office's line is taken for until a download has shown it, in bytes a second: 50 Mbit/s. */
const usualBytesPerSecond = 50e6 / 8;

/** "4 PCs with 36 GB together." */
export function officeWords(machines: readonly MachineView[]): string {
  const cards = machines.flatMap(({ gpus }) => gpus).filter(({ usable, backend }) => usable && backend !== 'cpu');
  const bytes = cards.reduce((sum, { totalBytes }) => sum + totalBytes, 0);
  const having = machines.filter(({ gpus }) => gpus.some((gpu) => cards.includes(gpu))).length;
  return having === 0
    ? ''
    : t('{{count, number}} PCs with {{size}} together.', { count: having, size: formatTotal(bytes) });
}

/** "Fits on DESIGN-01, STUDIO-3 and ACCOUNTS-02"; of many: how many. */
export function fitsOn({ fit }: Suggestion): string {
  const { machines } = fit;
  return machines.length > 4
    ? t('Fits on {{count, number}} PCs', { count: machines.length })
    : t('Fits on {{machines}}', { machines: formatList(machines) });
}

/** "about 12 min" */
export const downloadWords = (sizeBytes: number, bytesPerSecond = usualBytesPerSecond): string =>
  t('about {{time}}', { time: formatWait(Math.max(1, Math.round(sizeBytes / bytesPerSecond))) });
