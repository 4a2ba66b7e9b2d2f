/** What a card's last hour says in a sentence: the alternative to its curves. Pure. */
import type { HistoryPoint } from '../../../../contract/activity.ts';
import { t } from '../../../../words/words.ts';
import { formatBytes, formatClock, formatNumber, formatRate } from '../../../ui/text/format.ts';

const most = <T>(list: readonly T[], of: (one: T) => number): T | undefined =>
  list.toSorted((a, b) => of(b) - of(a))[0];

export function memoryWords(points: readonly HistoryPoint[]): string {
  const now = points.at(-1);
  const peak = most(points, ({ modelsBytes, othersBytes }) => modelsBytes + othersBytes);
  if (!now || !peak) return t('Nothing is measured yet');
  return t(
    'Memory in use over the last hour: most {{peak}} at {{clock}}; now models {{models}}, other programs {{others}}',
    {
      peak: formatBytes(peak.modelsBytes + peak.othersBytes),
      clock: formatClock(peak.at),
      models: formatBytes(now.modelsBytes),
      others: formatBytes(now.othersBytes),
    },
  );
}

export function rateWords(points: readonly HistoryPoint[]): string {
  const now = points.at(-1);
  const peak = most(points, ({ tokensPerSecond }) => tokensPerSecond);
  if (!now || !peak) return t('Nothing is measured yet');
  if (peak.tokensPerSecond === 0) return t('Tokens per second over the last hour: none');
  return t('Tokens per second over the last hour: most {{peak}} at {{clock}}, now {{now}}', {
    peak: formatRate(peak.tokensPerSecond),
    clock: formatClock(peak.at),
    now: formatRate(now.tokensPerSecond),
  });
}

/** Null: the card does not say. */
export function heatWords(points: readonly HistoryPoint[]): string | null {
  const known = points.flatMap(({ at, temperatureC }) => (temperatureC === null ? [] : [{ at, temperatureC }]));
  const peak = most(known, ({ temperatureC }) => temperatureC);
  const now = known.at(-1);
  if (!now || !peak) return null;
  return t('Temperature over the last hour: most {{peak}} °C at {{clock}}, now {{now}} °C', {
    peak: formatNumber(peak.temperatureC),
    clock: formatClock(peak.at),
    now: formatNumber(now.temperatureC),
  });
}
