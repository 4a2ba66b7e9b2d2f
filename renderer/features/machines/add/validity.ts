import { t } from '../../../../words/words.ts';

/** How long a command still works: "9 min 41 s", "12 s"; empty: no longer. */
export function validity(expiresAt: number, now: number): string {
  const seconds = Math.floor((expiresAt - now) / 1_000);
  if (seconds <= 0) return '';
  const minutes = Math.floor(seconds / 60);
  return minutes === 0
    ? t('{{seconds}} s', { seconds })
    : t('{{minutes}} min {{seconds}} s', { minutes, seconds: seconds % 60 });
}
