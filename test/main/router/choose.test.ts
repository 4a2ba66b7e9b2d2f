import { describe, expect, it } from 'vitest';
import { choose, type RouterRequest } from '../../../main/router/choose.ts';
import { KnownReplicas } from '../../../main/router/known-replicas.ts';
import type { RouterReplica } from '../../../main/router/snapshot.ts';
import { aModel, anOffice, aPrefix, aReplica, someWork } from '../../support/router/router-office.ts';

const now = 1_000_000;
const request: RouterRequest = { model: 'demo', variant: null, work: someWork(), mayHold: false };

/** The replica that is chosen, or the other choice as it is. */
function chosen(office: ReturnType<typeof anOffice>, more: Partial<RouterRequest> = {}, at = now) {
  const choice = choose(office.view, { ...request, ...more }, at);
  return 'load' in choice ? `${choice.kind} ${choice.load.replica.replicaId}` : choice;
}

const offices = (...replicas: RouterReplica[]) => anOffice(...replicas);
const start = ({ load }: ReturnType<typeof anOffice>, id: string, seconds = 5, at = now) =>
  load(id).start([], seconds, at);

describe('the router', () => {
  it('takes the replica that is done first: the faster one, or the one that nobody uses', () => {
    expect(chosen(offices(aReplica('a'), aReplica('b', { tokensPerSecond: 40 })))).toBe('replica b');
    const office = offices(aReplica('a'), aReplica('b'));
    start(office, 'a');
    expect(chosen(office)).toBe('replica b');
    const faster = offices(aReplica('a', { tokensPerSecond: 40 }), aReplica('b'));
    start(faster, 'a');
    expect(chosen(faster)).toBe('replica a');
  });

  it('takes one that is not measured for as fast as the fastest, so that it gets measured', () => {
    const office = offices(aReplica('b', { tokensPerSecond: 0 }), aReplica('a', { tokensPerSecond: 30 }));
    start(office, 'a');
    expect(chosen(office)).toBe('replica b');
  });

  it('breaks ties the same way whatever the order of the snapshot', () => {
    const [a, b, c] = [aReplica('a'), aReplica('b'), aReplica('c')];
    for (const order of [
      [a, b, c],
      [c, b, a],
      [b, c, a],
    ]) {
      expect(chosen(offices(...order))).toBe('replica a');
    }
    expect(chosen(offices(aReplica('b', { slots: 4 }), aReplica('a', { slots: 2 })))).toBe('replica a');
  });

  it('goes where the beginning of the prompt is cached, unless that costs more than it saves', () => {
    const prefix = aPrefix(8000);
    const cachedOn = (id: string, ...replicas: RouterReplica[]) => {
      const office = offices(...replicas);
      office.load(id).end(office.load(id).start(prefix.hashes, 5, now), now);
      return office;
    };
    const work = someWork({ hashes: prefix.hashes, promptTokens: 2000, answerTokens: 100 });
    expect(chosen(cachedOn('b', aReplica('a'), aReplica('b')), { work })).toBe('replica b');
    // Reading takes 2000 / 400 = 5 s there, and writing is 7.5 s faster.
    expect(chosen(cachedOn('b', aReplica('a', { tokensPerSecond: 40 }), aReplica('b')), { work })).toBe('replica a');
    expect(chosen(cachedOn('b', aReplica('a'), aReplica('b')), { work }, now + 2 * 3_600_000)).toBe('replica a');
  });

  it('waits for a busy replica only when it may, and the answer still comes clearly sooner', () => {
    const busy = (endsIn: number) => {
      const office = offices(aReplica('a', { slots: 1, tokensPerSecond: 50 }), aReplica('b', { tokensPerSecond: 5 }));
      start(office, 'a', endsIn);
      return office;
    };
    expect(chosen(busy(4), { mayHold: true })).toBe('hold a');
    expect(chosen(busy(4))).toBe('replica b');
    expect(chosen(busy(30), { mayHold: true })).toBe('replica b');
    const queued = busy(4);
    queued.load('a').queuedSeconds = 30;
    expect(chosen(queued, { mayHold: true })).toBe('replica b');
  });

  it('does not trust that an answer that lasts too long ends soon', () => {
    const office = offices(aReplica('a', { slots: 1, tokensPerSecond: 50 }), aReplica('b', { tokensPerSecond: 5 }));
    start(office, 'a', 1, now - 100_000);
    expect(chosen(office, { mayHold: true })).toBe('replica b');
  });

  it('takes only the wanted file when one is wanted', () => {
    const office = offices(aReplica('a', { tokensPerSecond: 90 }), aReplica('b', { variant: 'v2' }));
    expect(chosen(office, { variant: 'v2' })).toBe('replica b');
    expect(chosen(office, { variant: 'v3' })).toMatchObject({ kind: 'wait', ready: false });
  });

  it('waits with a count when all slots are busy', () => {
    const office = offices(aReplica('a'), aReplica('b'));
    for (const id of ['a', 'a', 'b', 'b']) start(office, id);
    const reason = 'All 4 places for this model are busy.';
    expect(chosen(office)).toEqual({ kind: 'wait', ready: true, reason });
  });

  it('waits for a model that is being loaded, and says where', () => {
    for (const state of ['planned', 'copying', 'loading', 'warming'] as const) {
      const reason = 'The model is being loaded on A.';
      expect(chosen(offices(aReplica('a', { state })))).toEqual({ kind: 'wait', ready: false, reason });
    }
    expect(chosen(offices(aReplica('a', { state: 'failed' })))).toMatchObject({ kind: 'wait', ready: false });
    expect(chosen(offices())).toMatchObject({ kind: 'wait', ready: false });
  });

  it('never gives a draining replica a request', () => {
    expect(chosen(offices(aReplica('a', { state: 'draining' })))).toMatchObject({ kind: 'wait' });
  });

  it('gives a replica that failed nothing, then one request on trial, then as many as it holds', () => {
    const office = offices(aReplica('a', { tokensPerSecond: 90, slots: 3 }), aReplica('b'));
    office.load('a').health.failed(now, now);
    expect(chosen(office)).toBe('replica b');
    const later = now + 300;
    expect(chosen(office, {}, later)).toBe('replica a');
    start(office, 'a', 5, later);
    expect(chosen(office, {}, later)).toBe('replica b');
    office.load('a').health.passed();
    expect(chosen(office, {}, later)).toBe('replica a');
  });

  it('never gives the last replica up: it is tried again after two seconds, however often it failed', () => {
    const office = offices(aReplica('a'));
    for (let at = 0; at < 20; at += 1) office.load('a').health.failed(now + at, now + at);
    expect(chosen(office, {}, now + 1500)).toEqual({
      kind: 'wait',
      ready: false,
      reason: 'The model failed on A and is tried again.',
    });
    expect(chosen(office, {}, now + 2100)).toBe('replica a');
  });

  it('refuses a model that is not placed, with the reason of the planner', () => {
    const refusal = { reason: 'Needs 6.1 GB, 4.8 GB are free.', effect: 'It is off.', action: 'Free memory.' };
    const view = new KnownReplicas();
    view.see({ models: [aModel('demo', refusal)], replicas: [] });
    const choice = choose(view, request, now);
    expect(choice).toMatchObject({ kind: 'refuse', problem: { code: 'model_not_placed', message: refusal.reason } });
  });

  it('refuses an unknown model and names ten that there are', () => {
    const view = new KnownReplicas();
    view.see({ models: Array.from({ length: 12 }, (_, at) => aModel(`m${at}`)), replicas: [] });
    const choice = choose(view, { ...request, model: 'gpt' }, now);
    if (choice.kind !== 'refuse') throw new Error('not refused');
    expect(choice.problem.code).toBe('model_not_found');
    expect(choice.problem.message).toContain('"m9" and 2 more');
    expect(choice.problem.message).not.toContain('m10');
  });
});

it('says what a model waits for that has no place', () => {
  const waits = 'Waits up to a minute for pc1 to come back; no other card can take it.';
  const view = new KnownReplicas();
  view.see({ models: [{ ...aModel('demo'), waits }], replicas: [] });
  expect(choose(view, request, now)).toEqual({ kind: 'wait', ready: false, reason: waits });
});
