import { describe, expect, it } from 'vitest';
import { judgeResults } from '../../scripts/judge-results.mjs';

const test = (fullName: string, status: string, ...failureMessages: string[]) => ({
  fullName,
  status,
  failureMessages,
});
const report = (...assertionResults: ReturnType<typeof test>[]) => ({
  numPassedTests: assertionResults.filter(({ status }) => status === 'passed').length,
  numFailedTests: assertionResults.filter(({ status }) => status === 'failed').length,
  numPendingTests: 1,
  testResults: [{ name: '/clone/test/e2e/chat.test.ts', assertionResults }],
});
const late = test('an answer stops', 'passed', 'TimeoutError: too slow\n  at …');

describe('the judge of a run', () => {
  it('counts', () => {
    expect(
      judgeResults(report(test('is quick', 'passed'), test('is well', 'failed', 'Error: not well')), '/clone'),
    ).toEqual({
      good: true,
      lines: ['1 passed, 1 failed, 1 skipped'],
    });
  });

  it('names what passed at its second try, with why the first failed', () => {
    expect(judgeResults(report(late), '/clone')).toEqual({
      good: true,
      lines: [
        'Passed at the second try, a fault to mend: test/e2e/chat.test.ts: an answer stops\n  TimeoutError: too slow',
        '1 passed (1 at the second try), 0 failed, 1 skipped',
      ],
    });
  });

  it('does not let a fourth second try pass', () => {
    expect(judgeResults(report(late, late, late), '/clone').good).toBe(true);
    const { good, lines } = judgeResults(report(late, late, late, late), '/clone');
    expect(good).toBe(false);
    expect(lines.at(-2)).toBe('No more than 3 tests may need a second try.');
  });
});
