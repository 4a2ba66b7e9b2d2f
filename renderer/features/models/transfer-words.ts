import type { CopyView } from '../../../contract/copies.ts';
import type { DownloadView } from '../../../contract/library.ts';
import { retell } from '../../../words/retell.ts';
import { t } from '../../../words/words.ts';
import { formatBytes, formatFigure, formatNumber } from '../../ui/text/format.ts';

const mib = 1024 ** 2;

/** "6.1 MB/s", "104 MB/s". */
export function speedInWords(bytesPerSecond: number): string {
  const mb = bytesPerSecond / mib;
  return t('{{speed}} MB/s', { speed: formatNumber(mb, mb < 9.95 ? 1 : 0) });
}

/** "4 s", "4 min", "2 h 5 min". */
export function timeInWords(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t('{{minutes}} min', { minutes });
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} h` : t('{{hours}} h {{minutes}} min', { hours, minutes: minutes % 60 });
}

/** 0 to 1; nothing is known of the whole yet: 0. */
export const shareDone = (doneBytes: number, totalBytes: number | null): number =>
  totalBytes ? Math.min(1, doneBytes / totalBytes) : 0;

const amount = (doneBytes: number, totalBytes: number | null): string =>
  totalBytes === null
    ? formatBytes(doneBytes)
    : t('{{done}} of {{total}}', { done: figureOf(doneBytes), total: formatBytes(totalBytes) });

/** The unit stands behind the second figure, unless the first has another one. */
const figureOf = (bytes: number): string =>
  formatBytes(bytes).endsWith('GB') ? formatFigure(bytes) : formatBytes(bytes);

/** How fast it is and how long it takes still, as far as that is known. */
const pace = (bytesPerSecond: number, secondsLeft: number | null): string[] => [
  ...(bytesPerSecond > 0 ? [speedInWords(bytesPerSecond)] : []),
  ...(secondsLeft === null ? [] : [t('{{time}} left', { time: timeInWords(secondsLeft) })]),
];

/** Why it waits, and when it goes on. */
const broken = (soFar: string, { problem, retryAt }: DownloadView | CopyView, now: number): string =>
  [
    `${soFar}.`,
    problem ? retell(problem.message) : t('The connection broke.'),
    ...(retryAt === null ? [] : [t('Tried again in {{time}}.', { time: timeInWords((retryAt - now) / 1000) })]),
  ].join(' ');

/** How a download is, in a line. @param now milliseconds since 1970 */
export function downloadWords(download: DownloadView, now: number): string {
  const { state, doneBytes, totalBytes, bytesPerSecond, secondsLeft } = download;
  const soFar = amount(doneBytes, totalBytes);
  const done = formatBytes(doneBytes);
  switch (state) {
    case 'queued':
      return doneBytes > 0 ? t('Others come first; {{soFar}} are here', { soFar }) : t('Others come first');
    case 'loading': {
      const figures = [t('{{soFar}} from the internet', { soFar }), ...pace(bytesPerSecond, secondsLeft)].join(', ');
      return `${figures}. ${t('Checked by sha256 when complete')}`;
    }
    case 'waiting':
      return broken(soFar, download, now);
    case 'checking':
      return t('{{done}} are here and being checked', { done });
    case 'paused':
      return t('Paused at {{soFar}}; it goes on from there', { soFar });
    case 'failed':
      return t('Stopped at {{soFar}}', { soFar });
    case 'done':
      return t('{{done}}, checked and taken in', { done });
  }
}

/** How a copy to a machine is, in a line. @param now milliseconds since 1970 */
export function copyWords(copy: CopyView, now: number): string {
  const { state, purpose, doneBytes, totalBytes, bytesPerSecond, secondsLeft } = copy;
  const soFar = amount(doneBytes, totalBytes);
  const why =
    purpose === 'ahead' ? t('A spare copy, internet not used') : t('A replica waits for it, internet not used');
  switch (state) {
    case 'queued':
      return `${t('Others come first')}. ${why}`;
    case 'sending': {
      const figures = [t('{{soFar}} over the office network', { soFar }), ...pace(bytesPerSecond, secondsLeft)];
      return `${figures.join(', ')}. ${why}`;
    }
    case 'checking':
      return `${t('{{total}} are there and being checked', { total: formatBytes(totalBytes) })}. ${why}`;
    case 'waiting':
      return broken(soFar, copy, now);
    case 'failed':
      return t('Stopped at {{soFar}}', { soFar });
  }
}
