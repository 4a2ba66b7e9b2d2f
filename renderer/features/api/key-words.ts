/** What a key may do, in a few words. Pure. */
import type { KeyLimits } from '../../../contract/keys.ts';
import { formatCount } from '../../ui/format.ts';

export const modelsWords = ({ models }: KeyLimits): string => models?.join(', ') ?? 'all';

/** "60 a minute, 50,000 tokens a day, until 31 Jan 2027" */
export function limitWords({ requestsPerMinute, tokensPerDay, expiresAt }: KeyLimits, now: number): string {
  const words = [
    ...(requestsPerMinute === null ? [] : [`${formatCount(requestsPerMinute)} a minute`]),
    ...(tokensPerDay === null ? [] : [`${formatCount(tokensPerDay)} tokens a day`]),
    ...(expiresAt === null ? [] : [expiresAt <= now ? 'expired' : `until ${formatDay(expiresAt)}`]),
  ];
  return words.length === 0 ? 'none' : words.join(', ');
}

const formatDay = (time: number): string =>
  new Date(time).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
