import { describe, expect, it } from 'vitest';
import { choose } from '../../../main/router/choose.ts';
import type { RouterReplica, RouterSnapshot } from '../../../main/router/snapshot.ts';

const replica = (replicaId: string, more: Partial<RouterReplica> = {}): RouterReplica => ({
  replicaId,
  machineName: replicaId.toUpperCase(),
  model: 'demo',
  variant: 'v1',
  state: 'ready',
  slots: 2,
  slotsBusy: 0,
  tokensPerSecond: 10,
  ...more,
});
const model = (name: string, refusal: { reason: string; effect: string; action: string } | null = null) => ({
  name,
  contextLength: 2048,
  addedAt: 0,
  refusal,
});
const office = (...replicas: RouterReplica[]): RouterSnapshot => ({ models: [model('demo')], replicas });
const request = { model: 'demo', variant: null, affinity: null };

describe('the router', () => {
  it('takes the replica with the smallest busy share', () => {
    const snapshot = office(replica('a', { slots: 4, slotsBusy: 2 }), replica('b', { slots: 3, slotsBusy: 1 }));
    expect(choose(snapshot, request)).toEqual({ kind: 'replica', replicaId: 'b' });
  });

  it('takes the faster of two that are equally busy, and tries an unmeasured one first', () => {
    expect(choose(office(replica('a'), replica('b', { tokensPerSecond: 40 })), request)).toMatchObject({
      replicaId: 'b',
    });
    expect(choose(office(replica('a'), replica('b', { tokensPerSecond: 0 })), request)).toMatchObject({
      replicaId: 'b',
    });
  });

  it('breaks ties the same way whatever the order of the snapshot', () => {
    const [a, b, c] = [replica('a'), replica('b'), replica('c')];
    for (const order of [
      [a, b, c],
      [c, b, a],
      [b, c, a],
    ]) {
      expect(choose(office(...order), request)).toMatchObject({ replicaId: 'a' });
    }
    const unmeasured = [replica('b', { tokensPerSecond: 0 }), replica('a', { tokensPerSecond: 0 })];
    expect(choose(office(...unmeasured), request)).toMatchObject({ replicaId: 'a' });
  });

  it('goes back to where the conversation is cached, unless that is full', () => {
    const busy = replica('b', { slotsBusy: 1 });
    expect(choose(office(replica('a'), busy), { ...request, affinity: 'b' })).toMatchObject({ replicaId: 'b' });
    const full = replica('b', { slotsBusy: 2 });
    expect(choose(office(replica('a'), full), { ...request, affinity: 'b' })).toMatchObject({ replicaId: 'a' });
  });

  it('takes only the wanted file when one is wanted', () => {
    const snapshot = office(replica('a'), replica('b', { variant: 'v2', slotsBusy: 1 }));
    expect(choose(snapshot, { ...request, variant: 'v2' })).toMatchObject({ replicaId: 'b' });
    expect(choose(snapshot, { ...request, variant: 'v3' })).toMatchObject({ kind: 'wait', ready: false });
  });

  it('waits with a count when all slots are busy', () => {
    const snapshot = office(replica('a', { slotsBusy: 2 }), replica('b', { slotsBusy: 2 }));
    const reason = 'All 4 places for this model are busy.';
    expect(choose(snapshot, request)).toEqual({ kind: 'wait', ready: true, reason });
  });

  it('waits for a model that is being loaded, and says where', () => {
    for (const state of ['planned', 'copying', 'loading', 'warming'] as const) {
      const reason = 'The model is being loaded on A.';
      expect(choose(office(replica('a', { state })), request)).toEqual({ kind: 'wait', ready: false, reason });
    }
    expect(choose(office(replica('a', { state: 'failed' })), request)).toMatchObject({ kind: 'wait', ready: false });
    expect(choose(office(), request)).toMatchObject({ kind: 'wait', ready: false });
  });

  it('never gives a draining replica a request', () => {
    expect(choose(office(replica('a', { state: 'draining' })), request)).toMatchObject({ kind: 'wait' });
  });

  it('refuses a model that is not placed, with the reason of the planner', () => {
    const refusal = { reason: 'Needs 6.1 GB, 4.8 GB are free.', effect: 'It is off.', action: 'Free memory.' };
    const choice = choose({ models: [model('demo', refusal)], replicas: [] }, request);
    expect(choice).toMatchObject({ kind: 'refuse', problem: { code: 'model_not_placed', message: refusal.reason } });
  });

  it('refuses an unknown model and names ten that there are', () => {
    const models = Array.from({ length: 12 }, (_, at) => model(`m${at}`));
    const choice = choose({ models, replicas: [] }, { ...request, model: 'gpt' });
    if (choice.kind !== 'refuse') throw new Error('not refused');
    expect(choice.problem.code).toBe('model_not_found');
    expect(choice.problem.message).toContain('"m9" and 2 more');
    expect(choice.problem.message).not.toContain('m10');
  });
});
