import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import type { CopyView } from '../../../contract/copies.ts';
import type { DownloadView } from '../../../contract/library.ts';
import { formatFigure } from '../../ui/format.ts';

const mib = 1024 ** 2;

/** "6.1 MB/s", "104 MB/s". */
export function speedInWords(bytesPerSecond: number): string {
  const mb = bytesPerSecond / mib;
  return `${mb < 9.95 ? mb.toFixed(1) : Math.round(mb)} MB/s`;
}

/** "4 s", "4 min", "2 h 5 min". */
export function timeInWords(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** 0 to 1; nothing is known of the whole yet: 0. */
export const shareDone = (doneBytes: number, totalBytes: number | null): number =>
  totalBytes ? Math.min(1, doneBytes / totalBytes) : 0;

const amount = (doneBytes: number, totalBytes: number | null): string =>
  totalBytes === null ? bytesInWords(doneBytes) : `${figureOf(doneBytes)} of ${bytesInWords(totalBytes)}`;

/** The unit stands behind the second figure, unless the first has another one. */
const figureOf = (bytes: number): string =>
  bytesInWords(bytes).endsWith('GB') ? formatFigure(bytes) : bytesInWords(bytes);

const pace = (bytesPerSecond: number, secondsLeft: number | null): string =>
  [
    ...(bytesPerSecond > 0 ? [`, ${speedInWords(bytesPerSecond)}`] : []),
    ...(secondsLeft === null ? [] : [`, ${timeInWords(secondsLeft)} left`]),
  ].join('');

const again = (retryAt: number | null, now: number): string =>
  retryAt === null ? '' : ` Tried again in ${timeInWords((retryAt - now) / 1000)}.`;

/** How a download is, in a line. @param now milliseconds since 1970 */
export function downloadWords(download: DownloadView, now: number): string {
  const { state, doneBytes, totalBytes, bytesPerSecond, secondsLeft, retryAt, problem } = download;
  const soFar = amount(doneBytes, totalBytes);
  switch (state) {
    case 'queued':
      return `Others come first${doneBytes > 0 ? `; ${soFar} are here` : ''}`;
    case 'loading':
      return `${soFar} from the internet${pace(bytesPerSecond, secondsLeft)}. Checked by sha256 when complete`;
    case 'waiting':
      return `${soFar}. ${problem?.message ?? 'The connection broke.'}${again(retryAt, now)}`;
    case 'checking':
      return `${bytesInWords(doneBytes)} are here and being checked`;
    case 'paused':
      return `Paused at ${soFar}; it goes on from there`;
    case 'failed':
      return `Stopped at ${soFar}`;
    case 'done':
      return `${bytesInWords(doneBytes)}, checked and taken in`;
  }
}

/** How a copy to a machine is, in a line. @param now milliseconds since 1970 */
export function copyWords(copy: CopyView, now: number): string {
  const { state, purpose, doneBytes, totalBytes, bytesPerSecond, secondsLeft, retryAt, problem } = copy;
  const soFar = amount(doneBytes, totalBytes);
  const why = purpose === 'ahead' ? 'A spare copy, internet not used' : 'A replica waits for it, internet not used';
  switch (state) {
    case 'queued':
      return `Others come first. ${why}`;
    case 'sending':
      return `${soFar} over the office network${pace(bytesPerSecond, secondsLeft)}. ${why}`;
    case 'checking':
      return `${bytesInWords(totalBytes)} are there and being checked. ${why}`;
    case 'waiting':
      return `${soFar}. ${problem?.message ?? 'The connection broke.'}${again(retryAt, now)}`;
    case 'failed':
      return `Stopped at ${soFar}`;
  }
}
