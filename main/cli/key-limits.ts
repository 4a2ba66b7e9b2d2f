/** What a key may do, as options of `aivailable key new` and `key limit`, and in words. */
import type { Command } from 'commander';
import type { KeyLimits } from '../../contract/keys.ts';
import { refuse } from '../../contract/problem.ts';
import { readSpan } from './read-span.ts';

export interface LimitOptions {
  readonly requests?: string;
  readonly tokens?: string;
  readonly models?: string;
  readonly expires?: string;
}

export const withLimits = (command: Command): Command =>
  command
    .option('--requests <count>', 'requests a minute, or none')
    .option('--tokens <count>', 'tokens a day, or none')
    .option('--models <names>', 'models that it may use, with commas, or all')
    .option('--expires <when>', 'how long it serves: 30d, 12h, a day like 2027-01-31, or never');

/** What was typed; what was not is left out. @throws ProblemError invalid_request */
export function limitsFrom({ requests, tokens, models, expires }: LimitOptions, now = Date.now()): Partial<KeyLimits> {
  return {
    ...(requests === undefined ? {} : { requestsPerMinute: readCount(requests, 'requests') }),
    ...(tokens === undefined ? {} : { tokensPerDay: readCount(tokens, 'tokens') }),
    ...(models === undefined ? {} : { models: models === 'all' ? null : models.split(',').map((name) => name.trim()) }),
    ...(expires === undefined ? {} : { expiresAt: readEnd(expires, now) }),
  };
}

export function limitWords({ requestsPerMinute, tokensPerDay, models, expiresAt }: KeyLimits): string {
  const words = [
    ...(requestsPerMinute === null ? [] : [`${requestsPerMinute.toLocaleString('en')} requests a minute`]),
    ...(tokensPerDay === null ? [] : [`${tokensPerDay.toLocaleString('en')} tokens a day`]),
    ...(models === null ? [] : [`only ${models.join(', ')}`]),
    ...(expiresAt === null ? [] : [`until ${new Date(expiresAt).toLocaleString()}`]),
  ];
  return words.length === 0 ? 'no limit' : words.join(', ');
}

function readCount(typed: string, param: string): number | null {
  if (typed === 'none') return null;
  const plain = typed.replaceAll(/[_ ]/g, '');
  if (/^[1-9]\d{0,11}$/.test(plain)) return Number(plain);
  return refuse('invalid_request', `“${typed}” is no number of ${param}.`, {
    param,
    action: 'Write a whole number, or none.',
  });
}

function readEnd(typed: string, now: number): number | null {
  if (typed === 'never') return null;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed)) return now + readSpan(typed);
  const midnight = new Date(`${typed}T00:00:00`);
  if (Number.isNaN(midnight.getTime())) {
    return refuse('invalid_request', `${typed} is no day.`, {
      param: 'expires',
      action: 'Write for example 2027-01-31.',
    });
  }
  // It serves on that day still.
  return midnight.setDate(midnight.getDate() + 1);
}
