import { refuse } from '../../contract/problem.ts';

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** "90s", "30m", "2h", "7d" in milliseconds. @throws ProblemError invalid_request */
export function readSpan(typed: string): number {
  const [, count = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(typed.trim().toLowerCase()) ?? [];
  const milliseconds = Number(count) * (units[unit] ?? 0);
  if (milliseconds > 0) return milliseconds;
  return refuse('invalid_request', `“${typed}” is no span of time.`, {
    param: 'since',
    action: 'Write a number and s, m, h or d: 30m, 2h, 7d.',
  });
}
