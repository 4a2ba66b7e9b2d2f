import { describe, expect, it } from 'vitest';
import { systemClock, type Clock } from '../../../main/base/clock.ts';
import type { Fleet } from '../../../main/gateway/fleet.ts';
import { Slots, type SlotLease, type SlotWant } from '../../../main/gateway/slots.ts';
import { Traffic } from '../../../main/inventory/traffic.ts';
import type { FairQueueLimits } from '../../../main/router/fair-queue.ts';
import { MemoryFleet } from '../../support/gateway/memory-fleet.ts';
import { aPrefix, aWant } from '../../support/router/router-office.ts';
import { until } from '../../support/until.ts';

const never = new AbortController().signal;
/** A clock that stands still. */
const stopped = ((now) => ({ now: () => now }))(Date.now());
const done = { kind: 'done', ran: null } as const;
const aSlotWant = (more: Partial<SlotWant> = {}): SlotWant => ({
  ...aWant(),
  since: Date.now(),
  waitMs: 5000,
  ...more,
});

interface Taking {
  readonly waits: { place: number | null; seconds: number | null; reason: string }[];
  lease: SlotLease | null;
  error: unknown;
}

/** Takes a slot in the background and notes what is told on the way. */
function take(slots: Slots, more: Partial<SlotWant> = {}, signal = never): Taking {
  const taking: Taking = { waits: [], lease: null, error: null };
  void (async () => {
    const steps = slots.take(aSlotWant(more), signal);
    for (;;) {
      const step = await steps.next();
      if (step.done) return void (taking.lease = step.value);
      const { place, seconds, reason } = step.value;
      taking.waits.push({ place, seconds, reason });
    }
  })().catch((error: unknown) => (taking.error = error));
  return taking;
}

const slotsOf = (fleet: Fleet, clock: Clock = systemClock, limits?: FairQueueLimits): Slots =>
  new Slots({ fleet, traffic: new Traffic(clock), clock }, limits);

const oneSlot = (): MemoryFleet => new MemoryFleet().model('demo').replica('a');

describe('slots', () => {
  it('tell who waits and who is answered, and take it back', async () => {
    const traffic = new Traffic(systemClock);
    const slots = new Slots({ fleet: oneSlot(), traffic, clock: systemClock });
    const leaving = new AbortController();
    const first = take(slots);
    take(slots, {}, leaving.signal);
    await until('one is answered and one waits', () => first.lease !== null && traffic.of('demo').waiting === 1);
    expect(traffic.of('demo')).toMatchObject({ waiting: 1, answering: 1 });
    leaving.abort();
    first.lease?.release(done);
    await until('nobody is there', () => traffic.of('demo').waiting === 0);
    expect(traffic.of('demo')).toMatchObject({ waiting: 0, answering: 0 });
  });

  it('are refused while the office is paused, but not to who had one before', async () => {
    let isPaused = true;
    const parts = { fleet: oneSlot(), traffic: new Traffic(systemClock), clock: systemClock };
    const slots = new Slots({ ...parts, isPaused: () => isPaused });
    const fresh = take(slots);
    const begun = take(slots, { begun: true });
    await until('one is refused and one goes on', () => fresh.error !== null && begun.lease !== null);
    expect(fresh.error).toMatchObject({ problem: { code: 'office_paused' } });
    begun.lease?.release(done);
    isPaused = false;
    const later = take(slots);
    await until('it is answered', () => later.lease !== null);
    later.lease?.release(done);
    slots.close();
  });

  it('never lease more than there are, though reports say all is free', async () => {
    const fleet = new MemoryFleet().model('demo').replica('a', { slots: 2 });
    const slots = slotsOf(fleet);
    const all = Array.from({ length: 5 }, () => take(slots));
    await until('two are leased', () => all.filter(({ lease }) => lease).length === 2);
    expect(slots.waiting).toBe(3);
    all.find(({ lease }) => lease)?.lease?.release(done);
    await until('a third is leased', () => all.filter(({ lease }) => lease).length === 3);
    expect(slots.waiting).toBe(2);
  });

  it('tell the place in the queue, and each change of it', async () => {
    const slots = slotsOf(oneSlot());
    const first = take(slots);
    await until('the first is leased', () => first.lease !== null);
    const [second, third] = [take(slots), take(slots)];
    await until('the third waits', () => third.waits.length === 1);
    expect(third.waits[0]).toEqual({ place: 2, seconds: 10, reason: 'The one place for this model is busy.' });
    first.lease?.release(done);
    await until('the second is leased', () => second.lease !== null);
    await until('the third moved up', () => third.waits.at(-1)?.place === 1);
  });

  it('serve callers in turns', async () => {
    const slots = slotsOf(oneSlot());
    let held = take(slots, { callerId: 'z' });
    await until('one is leased', () => held.lease !== null);
    const order: string[] = [];
    const waiting = ['a', 'a', 'a', 'b', 'c'].map((callerId) => ({ callerId, taking: take(slots, { callerId }) }));
    await until('all wait', () => slots.waiting === 5);
    while (waiting.length > 0) {
      held.lease?.release(done);
      await until('the next is leased', () => waiting.some(({ taking }) => taking.lease !== null));
      const at = waiting.findIndex(({ taking }) => taking.lease !== null);
      const [next] = waiting.splice(at, 1);
      if (!next) break;
      order.push(next.callerId);
      held = next.taking;
    }
    expect(order).toEqual(['a', 'b', 'c', 'a', 'a']);
  });

  it('let a request that lost its place go first', async () => {
    const slots = slotsOf(oneSlot());
    const holder = take(slots);
    await until('one is leased', () => holder.lease !== null);
    const patient = take(slots);
    const begun = take(slots, { begun: true });
    holder.lease?.release(done);
    await until('the begun one is leased', () => begun.lease !== null);
    expect(patient.lease).toBeNull();
  });

  it('refuse what is over the limits, with a time to come back', async () => {
    const slots = slotsOf(oneSlot(), systemClock, { total: 2, perCaller: 1 });
    const holder = take(slots);
    await until('one is leased', () => holder.lease !== null);
    take(slots);
    const [own, others] = [take(slots), take(slots, { callerId: 'b' })];
    await until('the second of one caller is refused', () => own.error !== null);
    expect(own.error).toMatchObject({ problem: { code: 'overloaded', retryAfter: expect.any(Number) } });
    const third = take(slots, { callerId: 'c' });
    await until('the third is refused', () => third.error !== null);
    expect(others.error).toBeNull();
  });

  it('give up a wait that is too long, and say whether the model was ready', async () => {
    const fleet = oneSlot().model('cold').replica('b', { model: 'cold', state: 'loading' });
    const slots = slotsOf(fleet);
    const holder = take(slots);
    const [busy, cold] = [take(slots, { waitMs: 20 }), take(slots, { model: 'cold', waitMs: 20 })];
    await until('both gave up', () => busy.error !== null && cold.error !== null);
    expect(busy.error).toMatchObject({ problem: { code: 'wait_too_long' } });
    expect(cold.error).toMatchObject({ problem: { code: 'model_not_ready' } });
    expect(cold.waits).toEqual([{ place: null, seconds: null, reason: 'The model is being loaded on B.' }]);
    expect(slots.waiting).toBe(0);
    holder.lease?.release(done);
  });

  it('say how long a request really waited, over all its attempts', async () => {
    const slots = slotsOf(oneSlot());
    const holder = take(slots);
    const late = take(slots, { since: Date.now() - 59_990, waitMs: 60_000 });
    await until('it gave up', () => late.error !== null);
    expect(late.error).toMatchObject({
      message: 'No place for "demo" became free after 60 seconds; it was number 1 in the queue.',
    });
    holder.lease?.release(done);
  });

  it('forget a request that is aborted, and its place goes to the next', async () => {
    const slots = slotsOf(oneSlot());
    const holder = take(slots);
    const stop = new AbortController();
    const leaving = take(slots, {}, stop.signal);
    const staying = take(slots);
    await until('it waits behind', () => staying.waits.at(-1)?.place === 2);
    stop.abort(new Error('left'));
    await until('it moved up', () => staying.waits.at(-1)?.place === 1);
    expect(leaving.error).toMatchObject({ message: 'left' });
    holder.lease?.release(done);
    await until('it is leased', () => staying.lease !== null);
  });

  it('lose no slot to a request that leaves in the moment it would get it', async () => {
    const slots = slotsOf(oneSlot());
    const holder = take(slots);
    await until('one is leased', () => holder.lease);
    const stop = new AbortController();
    const leaving = take(slots, {}, stop.signal);
    await until('it waits', () => leaving.waits.length === 1);
    stop.abort(new Error('left'));
    holder.lease?.release(done);
    await until('it left', () => leaving.error);
    const next = take(slots);
    await until('the next is leased', () => next.lease);
    expect(leaving.lease).toBeNull();
  });

  it('refuse at once when the planner gives up the model while requests wait', async () => {
    const fleet = new MemoryFleet().model('demo');
    const slots = slotsOf(fleet);
    const waiting = take(slots);
    await until('it waits', () => waiting.waits.length === 1);
    fleet.refuseModel('demo', { reason: 'Needs 6.1 GB.', effect: 'It is off.', action: 'Free memory.' });
    await until('it is refused', () => waiting.error !== null);
    expect(waiting.error).toMatchObject({ problem: { code: 'model_not_placed' } });
  });

  it('keep a replica that failed out of the choice until it came back', async () => {
    const fleet = oneSlot().replica('b');
    const slots = slotsOf(fleet, stopped);
    await failOn('a', fleet, slots);
    const first = take(slots);
    await until('one is leased', () => first.lease !== null);
    expect(first.lease?.replica.replicaId).toBe('b');
    const second = take(slots);
    await until('it waits', () => second.waits.length === 1);
    fleet.setState('a', 'loading');
    fleet.setState('a', 'ready');
    await until('it is leased', () => second.lease !== null);
    expect(second.lease?.replica.replicaId).toBe('a');
  });

  it('try a replica that failed again when its time is over, though nothing else happens', async () => {
    const fleet = oneSlot();
    const slots = slotsOf(fleet);
    await failOn('a', fleet, slots);
    const next = take(slots);
    await until('it waits', () => next.waits.length === 1);
    expect(next.waits[0]).toMatchObject({ place: null, reason: 'The model failed on A and is tried again.' });
    await until('it is leased', () => next.lease !== null);
  });

  it('bring a conversation back to the replica that knows its beginning', async () => {
    const fleet = new MemoryFleet().model('demo');
    for (const id of ['a', 'b', 'c']) fleet.replica(id, { slots: 2, tokensPerSecond: 10 });
    const slots = slotsOf(fleet);
    const other = take(slots);
    await until('one is leased', () => other.lease !== null);
    const first = take(slots, { prefix: aPrefix(4000) });
    await until('the second is leased', () => first.lease !== null);
    other.lease?.release(done);
    first.lease?.release(done);
    const again = take(slots, { prefix: aPrefix(5000) });
    await until('it is leased again', () => again.lease !== null);
    expect([other, first, again].map(({ lease }) => lease?.replica.replicaId)).toEqual(['a', 'b', 'b']);
  });

  it('keep a slot elsewhere for what runs on a replica that is being emptied, once there is one', async () => {
    const fleet = oneSlot().replica('b');
    const slots = slotsOf(fleet);
    const [moving, blocking] = [take(slots), take(slots)];
    await until('both are leased', () => moving.lease && blocking.lease);
    expect(moving.lease?.replica.replicaId).toBe('a');
    fleet.setState('a', 'draining');
    const waiting = take(slots);
    await until('another waits', () => waiting.waits.length === 1);
    expect(moving.lease?.leaving.aborted).toBe(false);
    blocking.lease?.release(done);
    await until('it is told to leave', () => moving.lease?.leaving.aborted);
    expect(waiting.lease).toBeNull();
    const next = moving.lease?.next();
    expect(next?.replica.replicaId).toBe('b');
    expect(moving.lease?.next()).toBeNull();
    moving.lease?.release(done);
    expect(waiting.lease).toBeNull();
    next?.release(done);
    await until('the other is leased', () => waiting.lease !== null);
  });

  it('free a slot that was kept and not taken', async () => {
    const fleet = oneSlot().replica('b');
    const slots = slotsOf(fleet);
    const moving = take(slots);
    await until('one is leased', () => moving.lease);
    fleet.setState('a', 'draining');
    await until('a slot is kept', () => moving.lease?.leaving.aborted);
    const waiting = take(slots);
    await until('another waits', () => waiting.waits.length === 1);
    moving.lease?.release(done);
    await until('it gets the slot', () => waiting.lease?.replica.replicaId === 'b');
  });
});

/** Lets one request fail on a replica of its own file. */
async function failOn(replicaId: string, fleet: MemoryFleet, slots: Slots): Promise<void> {
  const others = fleet.snapshot().replicas.filter((one) => one.replicaId !== replicaId);
  for (const one of others) fleet.setState(one.replicaId, 'warming');
  const taking = take(slots, { begun: true });
  await until('it is leased', () => taking.lease !== null);
  taking.lease?.release({ kind: 'failed', ran: null });
  for (const one of others) fleet.setState(one.replicaId, 'ready');
}
