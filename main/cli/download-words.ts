/** A download in words, for a line of the terminal. */
import { bytesInWords } from '../../contract/bytes-in-words.ts';
import type { DownloadView } from '../../contract/library.ts';

/** "2.9 GB of 4.4 GB, 66 %, 6.1 MB/s, 4 min left", "paused at 2.9 GB of 4.4 GB", or why it waits. */
export function downloadWords(view: DownloadView): string {
  const { state, doneBytes, totalBytes, bytesPerSecond, secondsLeft, problem } = view;
  const whole = totalBytes === null ? '' : ` of ${bytesInWords(totalBytes)}`;
  const amount = `${bytesInWords(doneBytes)}${whole}`;
  if (state === 'queued') return `waits until others are done, ${amount}`;
  if (state === 'paused') return `paused at ${amount}`;
  if (state === 'waiting') return `waits at ${amount}: ${problem?.message ?? 'it is tried again'}`;
  if (state === 'failed') return `failed at ${amount}: ${problem?.message ?? ''} ${problem?.action ?? ''}`.trimEnd();
  if (state === 'checking') return `${amount}, it is being checked`;
  if (state === 'done') return amount;
  const share = totalBytes ? `${Math.floor((doneBytes / totalBytes) * 100)} %` : '';
  const rate = bytesPerSecond > 0 ? `${bytesInWords(bytesPerSecond)}/s` : '';
  const left = secondsLeft === null ? '' : `${secondsInWords(secondsLeft)} left`;
  return [amount, share, rate, left].filter(Boolean).join(', ');
}

function secondsInWords(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  return `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)} min`;
}
