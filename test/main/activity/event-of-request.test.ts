import { expect, it } from 'vitest';
import { eventOfRequest } from '../../../main/activity/event-of-request.ts';
import { aRequestEnd } from '../../support/a-request-end.ts';

it('says nothing of what went as usual, was refused, cancelled or asked wrongly', () => {
  for (const outcome of ['whole', 'refused', 'cancelled', 'invalid'] as const) {
    expect(eventOfRequest(aRequestEnd({ outcome }))).toBeNull();
  }
});

it('tells where an answer went on, and the longest pause', () => {
  const move = { from: 'PC-1', to: 'PC-2', why: 'lost' as const, tokens: 12, gapMs: 812 };
  const event = eventOfRequest(aRequestEnd({ outcome: 'moved', moves: [move] }));
  expect(event).toMatchObject({ kind: 'answer', what: 'moved', sentence: 'An answer of demo continued on PC-2' });
  expect(event?.reason).toBe('PC-1 was lost while it wrote. The longest pause was 0.8 s; no token is missing.');
});

it('tells that an answer failed, with its code', () => {
  expect(eventOfRequest(aRequestEnd({ outcome: 'failed', code: 'machine_lost', machine: 'PC-1' }))).toMatchObject({
    what: 'failed',
    tone: 'bad',
    sentence: 'An answer of demo failed on PC-1',
    detail: { code: 'machine_lost' },
  });
});
