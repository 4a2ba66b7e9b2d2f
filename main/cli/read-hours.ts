import { Hours } from '../../contract/control-machines.ts';
import { refuse } from '../../contract/problem.ts';

const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/**
 * "mon-fri 18:00-08:00", "sat,sun 00:00-23:59", "daily 20:00-06:00"; "always" is null.
 * @throws ProblemError invalid_request
 */
export function readHours(typed: string): Hours | null {
  const text = typed.trim().toLowerCase();
  if (text === 'always') return null;
  const match = /^(\S+)\s+(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})$/.exec(text);
  const [, days = '', from = '', until = ''] = match ?? wrong(typed);
  const hours = { days: daysOf(days, typed), from: from.padStart(5, '0'), until: until.padStart(5, '0') };
  const read = Hours.safeParse(hours);
  return read.success && hours.from !== hours.until ? read.data : wrong(typed);
}

function daysOf(text: string, typed: string): number[] {
  if (text === 'daily') return [1, 2, 3, 4, 5, 6, 7];
  const days = text.split(',').flatMap((part) => {
    const [first = '', last = first, ...more] = part.split('-');
    const from = dayOf(first);
    const to = dayOf(last);
    if (from === 0 || to === 0 || more.length > 0) return wrong(typed);
    // "fri-mon" goes over the weekend.
    const length = ((to - from + 7) % 7) + 1;
    return Array.from({ length }, (_, index) => ((from - 1 + index) % 7) + 1);
  });
  return [...new Set(days)].toSorted((a, b) => a - b);
}

/** 1 = Monday; 0: none. Longer names are understood by their beginning. */
const dayOf = (text: string): number => names.findIndex((name) => text.startsWith(name)) + 1;

const wrong = (typed: string): never =>
  refuse('invalid_request', `“${typed}” are no hours.`, {
    action: 'Write for example "mon-fri 18:00-08:00", "daily 20:00-06:00" or always.',
  });
