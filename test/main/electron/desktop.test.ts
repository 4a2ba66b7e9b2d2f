import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { problem } from '../../../contract/problem.ts';
import type { OfficeStatus } from '../../../main/electron/coordinator/office-status.ts';
import { DesktopDouble } from '../../support/desktop/electron-double.ts';

const status: OfficeStatus = {
  serving: 'serving',
  machines: 5,
  machinesServing: 3,
  tokensPerSecond: 61.6,
  answers: 3,
  apiAddress: 'http://192.168.10.12:8420/v1',
};

describe('the desktop', () => {
  let double: DesktopDouble;
  beforeEach(() => {
    vi.useFakeTimers();
    double = new DesktopDouble();
  });
  afterEach(() => void vi.useRealTimers());

  it('shows the window at the launch link when the coordinator serves', () => {
    double.start();
    expect(double.windows).toHaveLength(0);
    double.child.say({ type: 'ready', link: 'http://127.0.0.1:8420/?open=one' });
    expect(double.window.loaded).toEqual(['http://127.0.0.1:8420/?open=one']);
    expect(double.window.visible).toBe(false);
    double.window.emit('ready-to-show');
    expect(double.window.visible).toBe(true);
  });

  it('shuts the page in a sandbox', () => {
    double.serve();
    expect(double.window.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    });
  });

  it('focuses the window when the app is started a second time', () => {
    double.serve();
    double.window.minimized = true;
    double.app.emit('second-instance', {}, ['/opt/aivailable', '--lang=de'], '/home/jana');
    expect(double.window).toMatchObject({ minimized: false, visible: true, focused: 1 });
    expect(double.windows).toHaveLength(1);
    expect(double.children).toHaveLength(1);
  });

  it('starts the coordinator again when it dies, and shows the new link in the same window', async () => {
    double.serve();
    double.child.die();
    await vi.advanceTimersByTimeAsync(500);
    expect(double.children).toHaveLength(2);
    double.child.say({ type: 'ready', link: 'http://127.0.0.1:8420/?open=two' });
    expect(double.windows).toHaveLength(1);
    expect(double.window.loaded.at(-1)).toBe('http://127.0.0.1:8420/?open=two');
  });

  it('leaves a hidden window hidden when the coordinator comes back', async () => {
    double.serve();
    double.window.close();
    await vi.advanceTimersByTimeAsync(0);
    double.child.die();
    await vi.advanceTimersByTimeAsync(500);
    double.child.say({ type: 'ready', link: 'http://127.0.0.1:8420/?open=two' });
    expect(double.window.visible).toBe(false);
  });

  it('waits for the coordinator before it quits', async () => {
    double.serve();
    double.app.quit();
    await vi.advanceTimersByTimeAsync(100);
    expect(double.askedToQuit).toEqual([]);
    expect(double.child.heard).toEqual([{ type: 'close' }]);
    expect(double.app.gone).toBe(0);
    double.child.die();
    await vi.advanceTimersByTimeAsync(0);
    expect(double.app.gone).toBe(1);
    expect(double.window.close()).toBe(true);
  });

  it('closes the coordinator once, however often quitting is asked for', async () => {
    double.serve();
    double.app.quit();
    double.app.quit();
    double.child.die();
    await vi.advanceTimersByTimeAsync(0);
    expect(double.child.heard).toHaveLength(1);
    expect(double.app.gone).toBe(1);
  });

  it('quits when the office is stopped from the command line', async () => {
    double.serve();
    double.child.say({ type: 'shutdown-wish' });
    double.child.die();
    await vi.advanceTimersByTimeAsync(0);
    expect(double.app.gone).toBe(1);
  });

  it('hides at closing and goes on serving, where a tray brings it back', async () => {
    double.serve();
    double.window.emit('ready-to-show');
    expect(double.window.close()).toBe(false);
    await vi.advanceTimersByTimeAsync(0);
    expect(double.window.visible).toBe(false);
    expect(double.child.heard).toEqual([]);
    double.tray.choose('Open AIvailable');
    expect(double.window.visible).toBe(true);
  });

  it('quits at closing where no tray could bring it back', async () => {
    double.hasTrayHost = false;
    double.serve();
    double.window.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(double.child.heard).toEqual([{ type: 'close' }]);
    double.child.die();
    await vi.advanceTimersByTimeAsync(0);
    expect(double.app.gone).toBe(1);
    expect(double.trays).toHaveLength(0);
  });

  it('hides at closing on macOS, where the dock brings it back', async () => {
    double.platform = 'darwin';
    double.hasTrayHost = false;
    double.serve();
    double.window.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(double.child.heard).toEqual([]);
    double.app.emit('activate');
    expect(double.window.visible).toBe(true);
  });

  it('remembers where the window stood', async () => {
    double.serve();
    double.window.bounds = { x: 40, y: 50, width: 900, height: 700 };
    double.window.close();
    expect(double.places).toEqual([{ bounds: { x: 40, y: 50, width: 900, height: 700 }, maximized: false }]);
  });

  it('says in the tray what the office does', async () => {
    double.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(double.tray).toMatchObject({ image: 'starting', labels: ['Starting', 'Troubleshoot…', 'Quit'] });
    double.child.say({ type: 'ready', link: 'http://127.0.0.1:8420/?open=one' });
    double.child.say({ type: 'status', status });
    expect(double.tray.image).toBe('serving');
    expect(double.tray.toolTip).toBe('AIvailable: Serving on 3 of 5 machines');
    expect(double.tray.labels).toEqual([
      'Serving on 3 of 5 machines',
      '62 tokens/s for 3 answers',
      'Open AIvailable',
      'Chat',
      'Copy API address',
      'Pause serving',
      'Troubleshoot…',
      'Quit',
    ]);
    double.child.die();
    expect(double.tray.labels[0]).toBe('Not serving: the office stopped and is started again');
    expect(double.tray.image).toBe('offline');
  });

  it('carries out what the tray offers', async () => {
    double.serve();
    double.child.say({ type: 'status', status });
    await vi.advanceTimersByTimeAsync(0);
    double.tray.choose('Copy API address');
    expect(double.copied).toEqual(['http://192.168.10.12:8420/v1']);
    double.tray.choose('Pause serving');
    expect(double.child.heard).toEqual([{ type: 'serve', on: false }]);
    double.child.say({ type: 'status', status: { ...status, serving: 'paused' } });
    double.tray.choose('Serve again');
    expect(double.child.heard.at(-1)).toEqual({ type: 'serve', on: true });
    double.tray.choose('Troubleshoot…');
    expect(double.window.loaded.at(-1)).toBe('http://127.0.0.1:8420/#/settings');
    double.tray.choose('Chat');
    expect(double.window.loaded.at(-1)).toBe('http://127.0.0.1:8420/#/chat');
  });

  it('shows the logs where there is no page that could say what is wrong', async () => {
    double.start();
    await vi.advanceTimersByTimeAsync(0);
    double.tray.choose('Troubleshoot…');
    expect(double.logsOpened).toBe(1);
  });

  it('says once what closing the window does', async () => {
    double.serve();
    double.window.close();
    await vi.advanceTimersByTimeAsync(0);
    double.tray.choose('Open AIvailable');
    double.window.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(double.notices.map(({ notice }) => notice.title)).toEqual(['AIvailable goes on serving']);
    expect(double.notices[0]?.notice.body).toContain('in the tray');
    expect(double.told).toBe(true);
  });

  it('does not say it where closing quits', async () => {
    double.hasTrayHost = false;
    double.serve();
    double.window.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(double.notices).toEqual([]);
  });

  it('asks before it cuts answers off, and goes on when that is the word', async () => {
    double.quitAnyway = false;
    double.serve();
    double.child.say({ type: 'status', status });
    double.app.quit();
    double.app.quit();
    await vi.advanceTimersByTimeAsync(0);
    expect(double.askedToQuit).toEqual([3]);
    expect(double.child.heard).toEqual([]);
    double.quitAnyway = true;
    double.app.quit();
    await vi.advanceTimersByTimeAsync(0);
    expect(double.child.heard).toEqual([{ type: 'close' }]);
  });

  it('does not ask when the PC is shut down', async () => {
    double.serve();
    double.child.say({ type: 'status', status });
    double.power.emit('shutdown');
    await vi.advanceTimersByTimeAsync(0);
    expect(double.askedToQuit).toEqual([]);
    expect(double.child.heard).toEqual([{ type: 'close' }]);
  });

  it('tells the office when its PC goes to sleep and when it wakes up', () => {
    double.serve();
    double.power.emit('suspend');
    double.power.emit('resume');
    expect(double.child.heard).toEqual([
      { type: 'power', event: 'sleep' },
      { type: 'power', event: 'wake' },
    ]);
  });

  it('notifies of what matters, and a click leads there', () => {
    double.serve();
    const notice = { title: 'ACCOUNTS-02 was lost', body: 'demo moves to OFFICE-2.', page: '/machines' };
    double.child.say({ type: 'notice', notice });
    expect(double.notices.map((one) => one.notice)).toEqual([notice]);
    double.notices[0]?.click();
    expect(double.window.loaded.at(-1)).toBe('http://127.0.0.1:8420/#/machines');
  });

  it('does not notify who looks at the window', () => {
    double.serve();
    double.window.inFront = true;
    double.child.say({ type: 'notice', notice: { title: 'demo is ready', body: 'On OFFICE-2.', page: '/chat' } });
    expect(double.notices).toEqual([]);
  });

  it('explains why the office cannot start, and quits when that is the answer', async () => {
    double.start();
    double.child.say({ type: 'failed', problem: problem('port_busy', 'Port 8420 is used by another program.') });
    double.child.die();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(double.explained.map((one) => one.code)).toEqual(['port_busy']);
    expect(double.children).toHaveLength(1);
    expect(double.app.gone).toBe(1);
  });

  it('tries again when the person wants it', async () => {
    double.tryAgain = true;
    double.start();
    double.child.say({ type: 'failed', problem: problem('port_busy', 'Port 8420 is used by another program.') });
    await vi.advanceTimersByTimeAsync(0);
    expect(double.children).toHaveLength(2);
    expect(double.app.gone).toBe(0);
  });

  it('loads the page again when its process is gone, and less and less often when that goes on', async () => {
    double.serve();
    for (const pauseMs of [500, 1_000, 2_000, 4_000]) {
      const before = double.window.loaded.length;
      double.window.webContents.emit('render-process-gone');
      await vi.advanceTimersByTimeAsync(pauseMs - 1);
      expect(double.window.loaded).toHaveLength(before);
      await vi.advanceTimersByTimeAsync(1);
      expect(double.window.loaded).toHaveLength(before + 1);
    }
  });
});
