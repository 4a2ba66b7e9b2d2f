import { expect, it } from 'vitest';
import type { ActivityEvent } from '../../../contract/activity.ts';
import { movesIn, notedOf } from './happenings.ts';

const event = (at: number, what: string, changes: Partial<ActivityEvent> = {}): ActivityEvent => ({
  id: at,
  at,
  kind: 'machine',
  tone: 'plain',
  what,
  subject: 'pc1',
  sentence: '',
  reason: '',
  who: null,
  detail: {},
  durationMs: null,
  ...changes,
});
const ofModel = (at: number, what: string, machine: string): ActivityEvent =>
  event(at, what, { kind: 'model', subject: 'demo', detail: { machine } });

it('a machine that was lost is known from then on, until its replicas are ready elsewhere', () => {
  const events = [
    ofModel(5, 'ready', 'pc2'),
    event(10, 'lost'),
    ofModel(30, 'ready', 'pc2'),
    ofModel(40, 'ready', 'pc3'),
  ];
  expect(notedOf(events, 'pc1')).toEqual({ knownAt: 10, readyAt: 40 });
});

it('a replica that failed there is a loss, one that failed elsewhere is none', () => {
  expect(notedOf([ofModel(10, 'failed', 'pc1')], 'pc1')).toEqual({ knownAt: 10, readyAt: null });
  expect(notedOf([ofModel(10, 'failed', 'pc2'), event(11, 'lost', { subject: 'pc2' })], 'pc1')).toEqual({
    knownAt: null,
    readyAt: null,
  });
});

it('moves are read from the log of the coordinator, whatever else stands in it', () => {
  const move = {
    time: 1,
    msg: 'an answer goes on elsewhere',
    why: 'lost',
    from: 'pc1',
    to: 'pc2',
    tokens: 3,
    gapMs: 80,
    sinceKnownMs: 50,
  };
  const log = ['', JSON.stringify({ time: 1, msg: 'the office serves' }), JSON.stringify(move), ''].join('\n');
  expect(movesIn(log)).toEqual([{ time: 1, msg: move.msg, why: 'lost', gapMs: 80, sinceKnownMs: 50 }]);
});
