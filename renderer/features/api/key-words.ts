/** What a key or a person may do, in a few words. Pure. */
import type { KeyLimits } from '../../../contract/keys.ts';
import { t } from '../../../words/words.ts';
import { formatCount, formatDate } from '../../ui/text/format.ts';

export const modelsWords = ({ models }: KeyLimits): string => models?.join(', ') ?? t('all', { context: 'models' });

/** "60 a minute, 50,000 tokens a day, until 31 Jan 2027" */
export function limitWords(limits: KeyLimits, now: number): string {
  const requests = limits.requestsPerMinute;
  const aMinute = requests === null ? [] : [t('{{requests}} a minute', { requests: formatCount(requests) })];
  return [...aMinute, ...otherLimits(limits, now)].join(', ') || t('none', { context: 'limit' });
}

/** The same where no column says what is counted: "60 requests a minute" */
export function inviteLimitWords(limits: KeyLimits, now: number): string {
  const requests = limits.requestsPerMinute;
  const aMinute = requests === null ? [] : [t('{{count, number}} requests a minute', { count: requests })];
  return [...aMinute, ...otherLimits(limits, now)].join(', ') || t('no limit');
}

const otherLimits = ({ tokensPerDay, expiresAt }: KeyLimits, now: number): string[] => [
  ...(tokensPerDay === null ? [] : [t('{{count, number}} tokens a day', { count: tokensPerDay })]),
  ...(expiresAt === null ? [] : [endWords(expiresAt, now)]),
];

const endWords = (expiresAt: number, now: number): string =>
  expiresAt <= now ? t('expired') : t('until {{day}}', { day: formatDate(expiresAt, 'short') });
