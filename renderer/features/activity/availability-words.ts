import type { Share } from '../../../contract/activity.ts';
import { formatCount, plural } from '../../ui/format.ts';

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
  return `${(Math.floor(part * 1000) / 10).toFixed(1)}%`;
}

/** "99.8% answered in 30 days" */
export const availabilityTitle = ({ availability }: Share, span: string): string =>
  availability === null ? `Nobody asked in ${span}` : `${percent(availability)} answered in ${span}`;

/** "8,214 of 8,230 requests. 9 answers moved to another PC halfway, none was cut off." */
export function availabilitySentence(share: Share): string {
  const asked = askedOf(share);
  if (asked === 0) return '';
  const { moved, refused, failed } = share;
  const counts = `${formatCount(answeredOf(share))} of ${plural(asked, 'request')}.`;
  const cut = failed === 0 ? 'none was cut off' : `${formatCount(failed)} failed`;
  const moves = moved === 0 ? '' : ` ${plural(moved, 'answer')} moved to another PC halfway,`;
  const first = moved === 0 ? ` ${cut.slice(0, 1).toUpperCase()}${cut.slice(1)}` : `${moves} ${cut}`;
  return `${counts}${first}${refused === 0 ? '' : `; ${formatCount(refused)} found no place`}.`;
}

/** A day in words, for who cannot see its mark: "2 November: 96.2% answered, 3 not". */
export function dayInWords(at: number, share: Share): string {
  const day = new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long' });
  const missed = share.refused + share.failed;
  switch (dayState(share)) {
    case 'nobody':
      return `${day}: nobody asked`;
    case 'missed':
      return `${day}: ${percent(share.availability ?? 0)} answered, ${formatCount(missed)} not`;
    case 'waited':
      return `${day}: all ${formatCount(askedOf(share))} answered, ${formatCount(share.waitedLong)} waited over 60 s`;
    case 'all':
      return `${day}: all ${formatCount(askedOf(share))} answered`;
  }
}

/** "22 Oct" */
export const shortDay = (at: number): string =>
  new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
