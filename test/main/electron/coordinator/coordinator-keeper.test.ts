import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { problem } from '../../../../contract/problem.ts';
import { CoordinatorKeeper } from '../../../../main/electron/coordinator/coordinator-keeper.ts';
import { ChildDouble } from '../../../support/desktop/electron-double.ts';

const link = 'http://127.0.0.1:8420/?open=one';

describe('the keeper of the coordinator', () => {
  const children: ChildDouble[] = [];
  let keeper: CoordinatorKeeper;
  const child = (): ChildDouble => children.at(-1) ?? expect.unreachable('no process was started');
  beforeEach(() => {
    vi.useFakeTimers();
    children.length = 0;
    keeper = new CoordinatorKeeper(() => {
      const started = new ChildDouble();
      children.push(started);
      return started;
    });
  });
  afterEach(() => void vi.useRealTimers());

  it('pauses longer after each death, up to half a minute', async () => {
    keeper.start();
    const pauses: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      const before = Date.now();
      const count = children.length;
      child().die();
      while (children.length === count) await vi.advanceTimersToNextTimerAsync();
      pauses.push(Date.now() - before);
    }
    expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('begins with a short pause again after it served for a minute', async () => {
    keeper.start();
    child().die();
    await vi.advanceTimersByTimeAsync(500);
    child().say({ type: 'ready', link });
    await vi.advanceTimersByTimeAsync(60_001);
    child().die();
    await vi.advanceTimersByTimeAsync(500);
    expect(children).toHaveLength(3);
  });

  it('does not start one again that said why it cannot', async () => {
    keeper.start();
    const told = child();
    told.say({ type: 'failed', problem: problem('port_busy', 'Port 8420 is busy.') });
    expect(told.heard).toEqual([{ type: 'close' }]);
    told.die();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(children).toHaveLength(1);
    expect(keeper.state).toMatchObject({ name: 'failed', problem: { code: 'port_busy' } });
  });

  it('hears nothing of a process that it let go', () => {
    keeper.start();
    const first = child();
    first.say({ type: 'failed', problem: problem('port_busy', 'Port 8420 is busy.') });
    keeper.start();
    first.say({ type: 'ready', link: 'http://127.0.0.1:1/' });
    first.die();
    expect(keeper.state.name).toBe('starting');
    expect(children).toHaveLength(2);
  });

  it('ignores messages that it does not know', () => {
    keeper.start();
    child().babble({ type: 'ready', link: 'file:///etc/passwd' });
    child().babble('ready');
    expect(keeper.state.name).toBe('starting');
  });

  it('kills a coordinator that does not close in 6 s', async () => {
    keeper.start();
    child().say({ type: 'ready', link });
    let closed = false;
    void keeper.close().then(() => (closed = true));
    await vi.advanceTimersByTimeAsync(5_999);
    expect(child().killed).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(child().killed).toBe(true);
    expect(closed).toBe(false);
    child().die();
    await vi.advanceTimersByTimeAsync(0);
    expect(closed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('closes at once while it pauses, and starts nothing any more', async () => {
    keeper.start();
    child().die();
    await keeper.close();
    await vi.advanceTimersByTimeAsync(60_000);
    keeper.start();
    expect(keeper.state.name).toBe('closed');
    expect(children).toHaveLength(1);
  });
});
