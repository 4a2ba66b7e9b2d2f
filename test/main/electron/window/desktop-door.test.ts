import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { desktopCalls, desktopChanges } from '../../../../contract/desktop.ts';
import { root } from '../../../support/source/source-files.ts';
import { DesktopDouble } from '../../../support/desktop/electron-double.ts';

describe('the page’s calls to the app around it', () => {
  const served = (): DesktopDouble => {
    const double = new DesktopDouble();
    double.serve();
    return double;
  };

  it('switch the start with the PC on and off, and nobody else does', () => {
    const double = served();
    expect(double.autostart.on).toBe(false);
    expect(double.calls.call({ do: 'set-autostart', on: true }).autostart).toBe(true);
    expect(double.autostart.on).toBe(true);
    expect(double.calls.call({ do: 'set-autostart', on: false }).autostart).toBe(false);
  });

  it.each([
    ['another origin', { origin: 'http://192.168.10.12:8420', parent: null }],
    ['a frame in the page', { origin: 'http://127.0.0.1:8420', parent: {} }],
    ['a frame that is gone', null],
  ])('are refused from %s', (_who, frame) => {
    const double = served();
    expect(() => double.calls.call({ do: 'set-autostart', on: true }, frame)).toThrow('only the office’s own page');
    expect(double.autostart.on).toBe(false);
  });

  it('are refused before the office has an address', () => {
    const double = new DesktopDouble();
    double.start();
    expect(() => double.calls.call({ do: 'look' })).toThrow('only the office’s own page');
  });

  it.each([{ do: 'quit' }, { do: 'set-autostart', on: 'yes' }, { do: 'look', more: 1 }, null, 'look'])(
    'are refused when they are none that is known: %j',
    (call) => expect(() => served().calls.call(call)).toThrow(),
  );

  it('go over the channels that the preload script names', () => {
    const preload = readFileSync(path.join(root, 'main/electron/window/preload.cts'), 'utf8');
    expect(preload).toContain(`const calls = '${desktopCalls}';`);
    expect(preload).toContain(`const changes = '${desktopChanges}';`);
  });
});
