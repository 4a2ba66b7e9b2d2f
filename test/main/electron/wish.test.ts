import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readArguments } from '../../../main/electron/arguments.ts';
import { pageOf, readWish } from '../../../main/electron/wish.ts';
import { DesktopDouble } from '../../support/desktop/electron-double.ts';

describe('a link or file that the app is opened with', () => {
  it.each([
    ['aivailable://open/models', '/models'],
    ['aivailable://open/models/catalogue', '/models/catalogue'],
    ['aivailable://open/settings/', '/settings'],
  ])('leads to a page: %s', (link, page) => {
    const wish = readWish([link], '/home/jana');
    expect(wish && pageOf(wish)).toBe(page);
  });

  it.each([
    'aivailable://open/nowhere',
    'aivailable://open/chat?ask=hello',
    'aivailable://open/models#import',
    'aivailable://open/models/import/L2V0Yw',
    'aivailable://open/../chat',
    'aivailable://open/%63hat',
    'aivailable:chat',
    'aivailable://delete/machines',
    'https://open/chat',
  ])('leads nowhere when it is not one of the few that are known: %s', (link) => {
    expect(readWish([link], '/home/jana')).toBeNull();
  });

  it.each([
    ['qwen.gguf', '/home/jana/qwen.gguf'],
    ['/srv/models/My Model 100%.GGUF', '/srv/models/My Model 100%.GGUF'],
    ['file:///srv/My%20Model.gguf', '/srv/My Model.gguf'],
  ])('names a model file: %s', (argument, file) => {
    expect(readWish(['--lang=de', argument], '/home/jana')).toEqual({ importFile: file });
  });

  it.each(['notes.txt', '--data=x.gguf', 'http://example.org/x.gguf', 'file://elsewhere/x.gguf', 'a\nb.gguf'])(
    'names no model file: %j',
    (argument) => expect(readWish([argument], '/home/jana')).toBeNull(),
  );

  it('puts a path into the page’s address so that every letter of it arrives', () => {
    const page = pageOf({ importFile: '/srv/100% Zoë/#1?.gguf' });
    expect(page).toMatch(/^\/models\/import\/[\w-]+$/);
    expect(Buffer.from(page.split('/')[3] ?? '', 'base64url').toString()).toBe('/srv/100% Zoë/#1?.gguf');
  });

  it('brings no options with it: what stands behind a link is its author’s word', () => {
    const argv = ['--port', '9000', 'aivailable://open/chat', '--data', '/srv/evil'];
    expect(readArguments(argv, '/home/jana/office')).toMatchObject({ dataDir: '/home/jana/office', port: 9000 });
  });
});

describe('the desktop that is opened with one', () => {
  let double: DesktopDouble;
  beforeEach(() => {
    vi.useFakeTimers();
    double = new DesktopDouble();
  });
  afterEach(() => void vi.useRealTimers());

  it('begins with that page, signed in', () => {
    double.wish = { page: 'machines' };
    double.serve();
    expect(double.window.loaded).toEqual(['http://127.0.0.1:8420/?open=one#/machines']);
  });

  it('goes there in the window that is open, when it is started a second time', () => {
    double.serve();
    double.app.emit('second-instance', {}, ['/opt/aivailable', 'aivailable://open/api'], '/home/jana');
    expect(double.window.loaded.at(-1)).toBe('http://127.0.0.1:8420/#/api');
    expect(double.window).toMatchObject({ visible: true, focused: 1 });
  });

  it('remembers one that comes before the office serves', () => {
    double.start();
    double.app.emit('open-url', { preventDefault: () => undefined }, 'aivailable://open/models');
    double.child.say({ type: 'ready', link: 'http://127.0.0.1:8420/?open=one' });
    expect(double.window.loaded).toEqual(['http://127.0.0.1:8420/?open=one#/models']);
  });

  it('takes files from macOS', () => {
    double.serve();
    double.app.emit('open-file', { preventDefault: () => undefined }, '/Users/jana/qwen.gguf');
    expect(double.window.loaded.at(-1)).toMatch(/#\/models\/import\/[\w-]+$/);
  });
});

describe('the desktop that starts with its PC', () => {
  let double: DesktopDouble;
  beforeEach(() => {
    vi.useFakeTimers();
    double = new DesktopDouble();
    double.hidden = true;
  });
  afterEach(() => void vi.useRealTimers());

  it('opens no window where the tray can bring it', async () => {
    double.serve();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(double.windows).toEqual([]);
    double.tray.choose('Open AIvailable');
    expect(double.windows).toHaveLength(1);
  });

  it('waits for a panel that starts after it', async () => {
    double.hasTrayHost = false;
    double.serve();
    await vi.advanceTimersByTimeAsync(5_000);
    double.hasTrayHost = true;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(double.windows).toEqual([]);
    expect(double.trays).toHaveLength(1);
  });

  it('opens the window where nothing else could', async () => {
    double.hasTrayHost = false;
    double.serve();
    await vi.advanceTimersByTimeAsync(16_000);
    expect(double.windows).toHaveLength(1);
  });
});
