import { describe, expect, it } from 'vitest';
import { problem } from '../../../contract/problem.ts';
import { ServerHealth } from '../../../main/attached/server-health.ts';

const failed = problem('attached_failed', 'It failed.');
const keyRefused = problem('attached_key_refused', 'No.');
const away = problem('attached_unreachable', 'It is away.');

function ready(): ServerHealth {
  const health = new ServerHealth(0);
  health.listed(1);
  return health;
}

describe('the health of a server', () => {
  it('lets no request there before its first list of models', () => {
    const health = new ServerHealth(0);
    expect([health.state, health.open(4, 0)]).toEqual(['checking', 0]);
    health.listed(1);
    expect([health.state, health.open(4, 1)]).toEqual(['ready', 4]);
  });

  it('takes two missed lists for its absence, not one', () => {
    const health = ready();
    health.listFailed(away, 10);
    expect(health.state).toBe('ready');
    health.listFailed(away, 11);
    expect([health.state, health.since, health.open(4, 11)]).toEqual(['unreachable', 11, 0]);
    health.listed(20);
    expect([health.state, health.problem]).toEqual(['ready', null]);
  });

  it('opens for one request after a while, and keeps it out for twice as long each time that fails', () => {
    const health = ready();
    for (let time = 0; time < 3; time += 1) health.requestFailed(failed, 1000);
    expect([health.state, health.open(4, 2999), health.open(4, 3000)]).toEqual(['degraded', 0, 1]);
    health.requestFailed(failed, 3000);
    expect([health.open(4, 6999), health.open(4, 7000)]).toEqual([0, 1]);
    health.requestPassed(7001);
    expect([health.state, health.open(4, 7001)]).toEqual(['ready', 4]);
  });

  it('is not healed by a list while requests fail, and forgets failures between which text came', () => {
    const health = ready();
    health.requestFailed(failed, 1);
    health.requestFailed(failed, 2);
    health.requestPassed(3);
    health.requestFailed(failed, 4);
    expect(health.state).toBe('ready');
    health.requestFailed(failed, 5);
    health.requestFailed(failed, 6);
    health.listed(7);
    expect(health.state).toBe('degraded');
  });

  it('says at once when a person is needed', () => {
    const health = ready();
    health.requestFailed(keyRefused, 5);
    expect([health.state, health.open(4, 60_004)]).toEqual(['key refused', 0]);
    health.listFailed(problem('attached_certificate', 'Who?'), 6);
    expect(health.state).toBe('unusable');
  });

  it('is not healed of a refused key by a list that anyone gets, but by a request that is tried each minute', () => {
    const health = ready();
    health.requestFailed(keyRefused, 1_000);
    health.listed(1_001);
    expect([health.state, health.since, health.problem]).toEqual(['key refused', 1_000, keyRefused]);
    expect([health.trialAt, health.open(4, 60_999), health.open(4, 61_000)]).toEqual([61_000, 0, 1]);
    health.requestFailed(failed, 61_000);
    expect([health.problem, health.open(4, 120_999), health.open(4, 121_000)]).toEqual([keyRefused, 0, 1]);
    health.requestPassed(121_001);
    expect([health.state, health.problem, health.open(4, 121_001)]).toEqual(['ready', null, 4]);
  });

  it('knows of a refused key still when it was away meanwhile', () => {
    const health = ready();
    health.requestFailed(keyRefused, 1);
    health.listFailed(away, 2);
    health.requestFailed(failed, 2);
    expect([health.state, health.problem]).toEqual(['unreachable', away]);
    health.listed(3);
    expect([health.state, health.problem]).toEqual(['key refused', keyRefused]);
  });

  it('is healed by a list where that was refused, too', () => {
    const health = ready();
    health.requestFailed(keyRefused, 1);
    health.listFailed(keyRefused, 2);
    expect([health.trialAt, health.open(4, 100_000)]).toEqual([null, 0]);
    health.listed(3);
    expect([health.state, health.open(4, 3)]).toEqual(['ready', 4]);
  });
});
