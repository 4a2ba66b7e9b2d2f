import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ActivityEvent } from '../../../../contract/activity.ts';
import { Notices, type Notice } from '../../../../main/electron/coordinator/notices.ts';

const event = (kind: ActivityEvent['kind'], what: string, subject: string, more: Partial<ActivityEvent> = {}) => ({
  id: 1,
  at: 0,
  kind,
  tone: 'plain' as const,
  what,
  subject,
  sentence: `${subject} ${what}`,
  reason: '',
  who: null,
  detail: {},
  durationMs: null,
  ...more,
});

const lost = (name: string) =>
  event('machine', 'lost', name, { sentence: `${name} was lost`, reason: 'Its connection ended. It had demo.' });
const moved = event('model', 'moved', 'qwen', { sentence: 'qwen moves from ACCOUNTS-02 to OFFICE-2' });
const ready = (model: string) => event('model', 'ready', model, { sentence: `${model} is ready on OFFICE-2` });

describe('what a person is notified of', () => {
  let told: Notice[] = [];
  let notices: Notices;
  beforeEach(() => {
    vi.useFakeTimers();
    told = [];
    notices = new Notices(['demo', 'qwen'], (notice) => void told.push(notice));
  });
  afterEach(() => {
    notices.close();
    vi.useRealTimers();
  });

  it('is a machine that was lost, with what was done about it', () => {
    notices.hear(lost('ACCOUNTS-02'));
    notices.hear(moved);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(5_000);
    expect(told).toEqual([
      { title: 'ACCOUNTS-02 was lost', body: 'qwen moves from ACCOUNTS-02 to OFFICE-2.', page: '/machines' },
    ]);
  });

  it('says what it means when nothing could be done', () => {
    notices.hear(lost('ACCOUNTS-02'));
    vi.advanceTimersByTime(5_000);
    expect(told[0]?.body).toBe('Its connection ended. It had demo.');
  });

  it('is one word for a switch that fails, not one for each machine behind it', () => {
    for (const name of ['A', 'B', 'C']) notices.hear(lost(name));
    for (let count = 0; count < 5; count += 1) notices.hear(moved);
    vi.advanceTimersByTime(5_000);
    expect(told).toHaveLength(1);
    expect(told[0]?.title).toBe('3 machines were lost');
    expect(told[0]?.body).toMatch(/^A, B, C\. qwen moves .* And 2 more\.$/);
  });

  it('is a new model that is ready, once', () => {
    notices.hear(ready('gemma'));
    notices.hear(ready('gemma'));
    expect(told).toEqual([{ title: 'gemma is ready', body: 'gemma is ready on OFFICE-2.', page: '/chat' }]);
  });

  it('is a model that had no place and has one again', () => {
    notices.hear(ready('demo'));
    expect(told).toEqual([]);
    notices.hear(event('model', 'refused', 'demo', { detail: { placed: 0, wished: 1 } }));
    notices.hear(ready('demo'));
    expect(told.map(({ title }) => title)).toEqual(['demo is ready']);
  });

  it('is a model that was switched off and is deployed again', () => {
    notices.hear(event('admin', 'switched off', 'demo'));
    notices.hear(ready('demo'));
    expect(told).toHaveLength(1);
  });

  it('is no machine that was only out of reach while this PC slept', () => {
    notices.sleep();
    notices.hear(event('model', 'refused', 'demo', { detail: { placed: 0, wished: 1 } }));
    notices.wake();
    notices.hear(lost('ACCOUNTS-02'));
    notices.hear(lost('OFFICE-2'));
    vi.advanceTimersByTime(10_000);
    notices.hear(event('machine', 'returned', 'OFFICE-2'));
    notices.hear(ready('demo'));
    vi.advanceTimersByTime(20_000);
    expect(told.map(({ title }) => title)).toEqual(['ACCOUNTS-02 was lost']);
  });

  it('is nothing else', () => {
    for (const what of ['joined', 'returned', 'paused', 'removed']) notices.hear(event('machine', what, 'OFFICE-2'));
    for (const what of ['placed', 'moved', 'taken', 'failed']) notices.hear(event('model', what, 'qwen'));
    notices.hear(event('model', 'refused', 'qwen', { detail: { placed: 1, wished: 2 } }));
    notices.hear(ready('qwen'));
    notices.hear(event('file', 'loaded', 'gemma'));
    notices.hear(event('answer', 'moved', 'qwen'));
    notices.hear(event('admin', 'deployed', 'gemma'));
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual([]);
  });
});
