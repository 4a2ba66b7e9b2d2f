import { describe, expect, it } from 'vitest';
import type { ProblemError } from '../../../contract/problem.ts';
import { Dispatcher } from '../../../main/router/dispatcher.ts';
import type { RouterReplica } from '../../../main/router/snapshot.ts';
import type { Grant, Ticket, Want } from '../../../main/router/ticket.ts';
import { aModel, aReplica, aWant } from '../../support/router/router-office.ts';

const ran = { tokens: 100, seconds: 10, promptTokens: 0, promptSeconds: 0 };

function over(replicas: RouterReplica[], limits = { total: 10, perCaller: 4 }) {
  const dispatcher = new Dispatcher(limits);
  const see = (...now: RouterReplica[]): void => dispatcher.see({ models: [aModel('demo')], replicas: now });
  see(...replicas);
  const granted = (now: number, more: Partial<Want> = {}): Grant => {
    const asked = dispatcher.ask(aWant(more), now);
    if (!('run' in asked)) throw new Error('it waits');
    return asked;
  };
  const waits = (now: number, more: Partial<Want> = {}): Ticket => {
    const asked = dispatcher.ask(aWant(more), now);
    if ('run' in asked) throw new Error('it has a slot');
    return asked;
  };
  return { dispatcher, see, granted, waits };
}

describe('the dispatcher', () => {
  it('tells each its place and an estimate that grows with it and follows how long slots were held lately', () => {
    const { dispatcher, granted, waits } = over([aReplica('a', { slots: 1 })]);
    for (let at = 0; at < 40; at += 1)
      dispatcher.end(granted(at * 10_000), { kind: 'done', ran }, at * 10_000 + 10_000);
    granted(500_000);
    const tickets = [waits(500_001), waits(500_001, { callerId: 'b' }), waits(500_001)];
    dispatcher.turn(500_001);
    expect(tickets.map(({ wait }) => wait)).toEqual([
      { place: 2, seconds: 20, reason: 'The one place for this model is busy.' },
      { place: 1, seconds: 10, reason: 'The one place for this model is busy.' },
      { place: 3, seconds: 30, reason: 'The one place for this model is busy.' },
    ]);
  });

  it('refuses over the limits with the seconds after which the queue has moved on', () => {
    const { granted, waits } = over([aReplica('a', { slots: 1 })], { total: 3, perCaller: 2 });
    granted(0);
    waits(1);
    waits(1);
    const refusal = (more: Partial<Want>) => {
      try {
        return waits(2, more);
      } catch (error) {
        return (error as ProblemError).problem;
      }
    };
    expect(refusal({})).toMatchObject({
      code: 'overloaded',
      message: 'Too many requests of this key wait already: 2.',
    });
    waits(3, { callerId: 'b' });
    expect(refusal({ callerId: 'c' })).toMatchObject({
      code: 'overloaded',
      message: 'Too many requests wait already: 3.',
      retryAfter: 20,
    });
    // What was begun comes in over every limit.
    waits(4, { callerId: 'c', begun: true });
  });

  it('refuses nobody who could have a slot at once, though a busy replica would be worth the wait', () => {
    const { dispatcher, granted } = over(
      [aReplica('fast', { slots: 1, tokensPerSecond: 100 }), aReplica('slow', { slots: 4, tokensPerSecond: 2 })],
      { total: 1, perCaller: 1 },
    );
    granted(0);
    expect('run' in dispatcher.ask(aWant(), 10)).toBe(false);
    expect(granted(20).replica.replicaId).toBe('slow');
  });

  it('lets a request wait for a faster replica only so long, then gives it the free one', () => {
    const { dispatcher, granted, waits } = over([
      aReplica('fast', { slots: 1, tokensPerSecond: 100 }),
      aReplica('slow', { tokensPerSecond: 5 }),
    ]);
    granted(0);
    const ticket = waits(0);
    expect(dispatcher.turn(0)).toMatchObject([{ kind: 'told' }]);
    expect(ticket.wait?.reason).toContain('A place on FAST is free soon');
    const due = dispatcher.nextTurnAt(0);
    expect(due).toBeGreaterThan(1000);
    expect(due).toBeLessThan(10_000);
    expect(dispatcher.turn(due ?? 0)).toMatchObject([{ kind: 'granted', grant: { replica: { replicaId: 'slow' } } }]);
  });

  it('keeps a slot elsewhere for each answer on a replica that drains, before those who wait', () => {
    const { dispatcher, see, granted, waits } = over([aReplica('a'), aReplica('b', { state: 'loading' })]);
    const running = [granted(0), granted(0)];
    waits(1);
    see(aReplica('a', { state: 'draining' }), aReplica('b', { slots: 2 }));
    const turns = dispatcher.turn(2);
    expect(turns.filter(({ kind }) => kind === 'move')).toHaveLength(2);
    expect(turns.some(({ kind }) => kind === 'granted')).toBe(false);
    expect(running.map(({ next }) => next?.replica.replicaId)).toEqual(['b', 'b']);
    expect(dispatcher.turn(3)).toEqual([]);
  });

  it('remembers nothing of models that nobody knows, nor of callers that are over', () => {
    const { dispatcher, granted } = over([aReplica('a', { slots: 4 })]);
    for (let at = 0; at < 10_000; at += 1) {
      dispatcher.end(granted(at * 100, { callerId: `caller ${at}` }), { kind: 'done', ran }, at * 100 + 50);
      try {
        dispatcher.ask(aWant({ model: `none ${at}` }), at);
      } catch {
        // Refused, as it should be.
      }
    }
    expect(dispatcher.entries).toBeLessThan(1_200);
  });
});
