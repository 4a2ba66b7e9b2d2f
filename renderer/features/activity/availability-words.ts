import type { Share } from '../../../contract/activity.ts';
import { language, t } from '../../../words/words.ts';
import { formatCount, formatDay, formatNumber } from '../../ui/text/format.ts';

/** How a day went. waited: everybody got an answer, and some waited over a minute for a place. */
export type DayState = 'nobody' | 'all' | 'waited' | 'missed';

const answeredOf = ({ whole, moved }: Share): number => whole + moved;
const askedOf = (share: Share): number => answeredOf(share) + share.refused + share.failed;

export function dayState(share: Share): DayState {
  if (askedOf(share) === 0) return 'nobody';
  if (share.refused + share.failed > 0) return 'missed';
  return share.waitedLong > 0 ? 'waited' : 'all';
}

/** 0.998 → "99.8%". Never rounded up to all: "99.9%" of 9,999 in 10,000. */
export function percent(part: number): string {
  if (part >= 1) return '100%';
  return `${formatNumber(Math.floor(part * 1000) / 10, 1)}%`;
}

/** "99.8% answered in 30 days" */
export const availabilityTitle = ({ availability }: Share, span: string): string =>
  availability === null
    ? t('Nobody asked in {{span}}', { span })
    : t('{{share}} answered in {{span}}', { share: percent(availability), span });

/** "8,214 of 8,230 requests. 9 answers moved to another PC halfway, none was cut off." */
export function availabilitySentence(share: Share): string {
  const asked = askedOf(share);
  if (asked === 0) return '';
  const { moved, refused, failed } = share;
  const counts = t('{{answered}} of {{count, number}} requests.', {
    answered: formatCount(answeredOf(share)),
    count: asked,
  });
  const ended = [
    ...(moved === 0 ? [] : [t('{{count, number}} answers moved to another PC halfway', { count: moved })]),
    failed === 0 ? t('none was cut off') : t('{{count, number}} failed', { count: failed }),
  ].join(', ');
  const all = [ended, ...(refused === 0 ? [] : [t('{{count, number}} found no place', { count: refused })])].join('; ');
  return `${counts} ${all.slice(0, 1).toUpperCase()}${all.slice(1)}.`;
}

/** A day in words, for who cannot see its mark: "2 November: 96.2% answered, 3 not". */
export function dayInWords(at: number, share: Share): string {
  const day = formatDay(at);
  const asked = formatCount(askedOf(share));
  switch (dayState(share)) {
    case 'nobody':
      return t('{{day}}: nobody asked', { day });
    case 'missed':
      return t('{{day}}: {{share}} answered, {{missed}} not', {
        day,
        share: percent(share.availability ?? 0),
        missed: formatCount(share.refused + share.failed),
      });
    case 'waited':
      return t('{{day}}: all {{asked}} answered, {{count, number}} waited over 60 s', {
        day,
        asked,
        count: share.waitedLong,
      });
    case 'all':
      return t('{{day}}: all {{asked}} answered', { day, asked });
  }
}

/** "22 Oct" */
export const shortDay = (at: number): string =>
  new Date(at).toLocaleDateString(language(), { day: 'numeric', month: 'short' });
