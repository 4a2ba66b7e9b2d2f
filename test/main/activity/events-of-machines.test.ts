import { expect, it } from 'vitest';
import { eventsOfMachines, type MachineSeen } from '../../../main/activity/events-of-machines.ts';

const pc = (changes: Partial<MachineSeen> = {}): MachineSeen => ({
  id: 'm-1',
  name: 'STUDIO-3',
  state: 'online',
  since: 1_000,
  paused: false,
  userPause: null,
  removing: false,
  lostAt: null,
  models: [],
  notice: null,
  ...changes,
});
const between = (before: MachineSeen[], after: MachineSeen[], now = 61_000) => eventsOfMachines(before, after, now);

it('say nothing when nothing has changed', () => {
  expect(between([pc()], [pc({ models: ['demo'] })])).toEqual([]);
});

it('tell of a machine that was let in, and of one that is gone', () => {
  expect(between([], [pc({ state: 'joining' })])).toMatchObject([{ what: 'joined', sentence: 'STUDIO-3 was let in' }]);
  expect(between([pc()], [])).toMatchObject([{ what: 'removed', subject: 'STUDIO-3' }]);
});

it('tell what was lost with a machine, and how long it had been there', () => {
  const [event] = between([pc({ models: ['qwen', 'demo', 'qwen'] })], [pc({ state: 'lost', lostAt: 61_000 })]);
  expect(event).toMatchObject({ kind: 'machine', what: 'lost', tone: 'bad', durationMs: 60_000 });
  expect(event?.reason).toBe('Its connection ended. It had qwen and demo.');
});

it('tell once that it came back, with how long it was away', () => {
  const lost = pc({ state: 'lost', since: 10_000, lostAt: 10_000 });
  const returning = pc({ state: 'returning', since: 50_000, lostAt: 10_000 });
  expect(between([lost], [returning])).toEqual([]);
  expect(between([returning], [pc()])).toMatchObject([{ what: 'returned', durationMs: 51_000 }]);
  expect(between([returning], [lost])).toEqual([]);
});

it('take the first connection after a start for no event', () => {
  expect(between([pc({ state: 'joining' })], [pc()])).toEqual([]);
});

it('tell of pauses, of removal and of an agent that cannot be used', () => {
  expect(between([pc()], [pc({ paused: true })])).toMatchObject([{ what: 'paused' }]);
  expect(between([pc({ paused: true })], [pc()])).toMatchObject([{ what: 'resumed' }]);
  expect(between([pc()], [pc({ removing: true })])).toMatchObject([{ what: 'removing' }]);
  const stopped = pc({ state: 'stopped', notice: 'Its agent is newer.' });
  expect(between([pc()], [stopped])).toMatchObject([{ what: 'stopped', reason: 'Its agent is newer.' }]);
});

it('tell who at a PC paused it and until when, who resumed it, and when the pause was over by itself', () => {
  const until = new Date(2026, 10, 20, 14, 30).getTime();
  const at = until - 30 * 60_000;
  const resting = pc({ userPause: { since: at, until } });
  const [event] = between([pc()], [resting], at);
  expect(event).toMatchObject({ what: 'paused', who: 'the PC’s user' });
  expect(event?.sentence).toBe('STUDIO-3 was paused by its user until 14:30');
  expect(between([resting], [pc()], at)).toMatchObject([{ what: 'resumed', who: 'the PC’s user', reason: '' }]);
  expect(between([resting], [pc()], until)).toMatchObject([
    { what: 'resumed', who: null, reason: 'The pause that its user gave it is over.' },
  ]);
  expect(between([pc({ state: 'joining' })], [resting], at)).toEqual([]);
});
