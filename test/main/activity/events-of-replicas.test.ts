import { expect, it } from 'vitest';
import { eventsOfReplicas, type ReplicaSeen } from '../../../main/activity/events-of-replicas.ts';

const seen = (changes: Partial<ReplicaSeen> = {}): ReplicaSeen => ({
  key: 'm-1 r-1',
  model: 'demo',
  machine: 'PC-1',
  state: 'loading',
  startedAt: 1_000,
  code: null,
  why: null,
  ...changes,
});

it('tell once that a replica is ready, with how long it took', () => {
  const ready = seen({ state: 'ready' });
  expect(eventsOfReplicas([seen()], [ready], 15_000)).toMatchObject([
    { what: 'ready', sentence: 'demo is ready on PC-1', durationMs: 14_000 },
  ]);
  expect(eventsOfReplicas([ready], [ready], 16_000)).toEqual([]);
});

it('say nothing of one that its agent had kept running', () => {
  expect(eventsOfReplicas([], [seen({ state: 'ready', startedAt: null })], 15_000)).toEqual([]);
});

it('tell why a replica failed', () => {
  const failed = seen({ state: 'failed', code: 'out_of_memory', why: 'The card has 0.4 GB free.' });
  expect(eventsOfReplicas([seen()], [failed], 15_000)).toMatchObject([
    { what: 'failed', tone: 'bad', reason: 'The card has 0.4 GB free.', detail: { code: 'out_of_memory' } },
  ]);
});
