import { describe, expect, it, vi } from 'vitest';
import { problem, ProblemError } from '../../../../contract/problem.ts';
import { hostCoordinator, type ParentPort } from '../../../../main/electron/coordinator/coordinator-host.ts';
import type { FromCoordinator } from '../../../../main/electron/coordinator/coordinator-messages.ts';

class ParentDouble implements ParentPort {
  readonly heard: FromCoordinator[] = [];
  tell: (message: unknown) => void = () => undefined;

  send(message: FromCoordinator): void {
    this.heard.push(message);
  }
  onMessage(listener: (message: unknown) => void): void {
    this.tell = listener;
  }
}

class HostedDouble {
  readonly link = link;
  readonly did: string[] = [];
  readonly close = vi.fn<() => Promise<void>>(() => Promise.resolve());
  sleep(): void {
    this.did.push('sleep');
  }
  wake(): void {
    this.did.push('wake');
  }
  serve(on: boolean): void {
    this.did.push(on ? 'serve' : 'pause');
  }
}

const nothing = () => () => undefined;
const link = 'http://127.0.0.1:8420/?open=one';
const busy = () => Promise.reject(new ProblemError(problem('port_busy', 'Port 8420 is busy.')));

describe('the coordinator in its own process', () => {
  it('says that it serves, and ends when it is told to', async () => {
    const parent = new ParentDouble();
    const exit = vi.fn<(code: number) => void>();
    const hosted = new HostedDouble();
    const [unwatch, unnotify] = [vi.fn<() => void>(), vi.fn<() => void>()];
    const open = () => Promise.resolve(hosted);
    await hostCoordinator({ parent, exit, open, watch: () => unwatch, notify: () => unnotify });
    expect(parent.heard).toEqual([{ type: 'ready', link }]);
    parent.tell({ type: 'close' });
    await expect.poll(() => exit.mock.calls).toEqual([[0]]);
    expect(hosted.close).toHaveBeenCalledOnce();
    expect(unnotify).toHaveBeenCalledOnce();
    expect(unwatch).toHaveBeenCalledOnce();
  });

  it('says why it cannot open, and stays until that was heard', async () => {
    const parent = new ParentDouble();
    const exit = vi.fn<(code: number) => void>();
    await hostCoordinator({ parent, exit, open: busy, watch: () => expect.unreachable(), notify: nothing });
    expect(parent.heard).toMatchObject([{ type: 'failed', problem: { code: 'port_busy' } }]);
    expect(exit).not.toHaveBeenCalled();
    parent.tell({ type: 'close' });
    await expect.poll(() => exit.mock.calls).toEqual([[1]]);
  });

  it('passes the figures and the wish to stop on', async () => {
    const parent = new ParentDouble();
    const status = {
      serving: 'paused',
      machines: 1,
      machinesServing: 1,
      tokensPerSecond: 0,
      answers: 0,
      apiAddress: null,
    } as const;
    await hostCoordinator({
      parent,
      exit: () => undefined,
      open: (onShutdownWish) => {
        onShutdownWish();
        return Promise.resolve(new HostedDouble());
      },
      watch: (_hosted, report) => {
        report(status);
        return () => undefined;
      },
      notify: nothing,
    });
    expect(parent.heard.slice(0, 1)).toEqual([{ type: 'shutdown-wish' }]);
    expect(parent.heard.slice(-1)).toEqual([{ type: 'status', status }]);
  });

  it('passes on what a person should hear of, and what it is told of its PC and its serving', async () => {
    const parent = new ParentDouble();
    const hosted = new HostedDouble();
    const notice = { title: 'demo is ready', body: 'demo is ready on OFFICE-2.', page: '/chat' };
    await hostCoordinator({
      parent,
      exit: () => undefined,
      open: () => Promise.resolve(hosted),
      watch: nothing,
      notify: (_hosted, tell) => {
        tell(notice);
        return () => undefined;
      },
    });
    expect(parent.heard.at(-1)).toEqual({ type: 'notice', notice });
    parent.tell({ type: 'power', event: 'sleep' });
    parent.tell({ type: 'power', event: 'wake' });
    parent.tell({ type: 'serve', on: false });
    parent.tell({ type: 'power', event: 'explode' });
    await expect.poll(() => hosted.did).toEqual(['sleep', 'wake', 'pause']);
  });

  it('does not end for a message that it does not know', async () => {
    const parent = new ParentDouble();
    const exit = vi.fn<(code: number) => void>();
    await hostCoordinator({ parent, exit, open: busy, watch: () => expect.unreachable(), notify: nothing });
    parent.tell({ type: 'open' });
    parent.tell('close');
    await Promise.resolve();
    expect(exit).not.toHaveBeenCalled();
  });
});
