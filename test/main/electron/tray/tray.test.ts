import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { problem } from '../../../../contract/problem.ts';
import { ServingState } from '../../../../contract/serving-state.ts';
import type { OfficeStatus } from '../../../../main/electron/coordinator/office-status.ts';
import { hasTrayHost } from '../../../../main/electron/tray/tray-host.ts';
import { trayImage } from '../../../../main/electron/tray/tray-image.ts';
import { trayMenu } from '../../../../main/electron/tray/tray-menu.ts';
import { viewTray } from '../../../../main/electron/tray/tray-view.ts';

const ready = { name: 'ready', link: 'http://127.0.0.1:8420/?open=one' } as const;
const quiet: OfficeStatus = {
  serving: 'serving',
  machines: 1,
  machinesServing: 1,
  tokensPerSecond: 0,
  answers: 0,
  apiAddress: null,
};
const nothing = () => undefined;
const actions = {
  open: nothing,
  chat: nothing,
  copyAddress: nothing,
  serve: nothing,
  troubleshoot: nothing,
  quit: nothing,
};

describe('the tray', () => {
  it.each([
    [{ ...quiet }, ['Serving on 1 machine']],
    [{ ...quiet, machines: 4, machinesServing: 3 }, ['Serving on 3 of 4 machines']],
    [
      { ...quiet, machines: 2, machinesServing: 2, answers: 1, tokensPerSecond: 17.4 },
      ['Serving on 2 machines', '17 tokens/s for 1 answer'],
    ],
    [{ ...quiet, serving: 'paused' }, ['Paused: new requests are refused']],
    [{ ...quiet, serving: 'attention' }, ['Needs you: no model is ready']],
    [{ ...quiet, serving: 'offline', machinesServing: 0 }, ['Not serving: no machine answers']],
  ] as [OfficeStatus, string[]][])('says of %j: %j', (status, lines) => {
    expect(viewTray(ready, status)).toMatchObject({ icon: status.serving, lines });
  });

  it('says why the office did not start', () => {
    const failed = { name: 'failed', problem: problem('port_busy', 'Port 8420 is used by nginx.') } as const;
    expect(viewTray(failed, null)).toEqual({
      icon: 'offline',
      lines: ['Not serving: Port 8420 is used by nginx.'],
      apiAddress: null,
    });
  });

  it('does not show figures of a coordinator that is gone', () => {
    expect(viewTray({ name: 'pausing' }, { ...quiet, apiAddress: 'http://10.0.0.1:8420/v1' }).apiAddress).toBeNull();
  });

  it('offers no page and no address where there is none', () => {
    const labels = trayMenu(viewTray({ name: 'starting' }, null), false, actions).map((item) => item.label);
    expect(labels).toEqual(['Starting', undefined, 'Troubleshoot…', undefined, 'Quit']);
  });

  it('does not take a sign in a sentence for the mark of a key', () => {
    const view = { icon: 'offline', lines: ['Linden & Roth'], apiAddress: null } as const;
    expect(trayMenu(view, false, actions)[0]?.label).toBe('Linden && Roth');
  });
});

describe('the tray’s drawing', () => {
  const desk = { platform: 'linux', dark: false, desktop: 'KDE', scale: 1 } as const;

  it('is white on dark panels and black on light ones', () => {
    expect(trayImage('serving', desk)).toBe('serving-dark-22.png');
    expect(trayImage('serving', { ...desk, dark: true })).toBe('serving-light-22.png');
    expect(trayImage('serving', { ...desk, desktop: 'ubuntu:GNOME' })).toBe('serving-light-22.png');
    expect(trayImage('serving', { ...desk, platform: 'darwin', dark: true })).toBe('serving-dark-16.png');
  });

  it('is there for every state and desk', () => {
    const drawn = new Set(readdirSync(path.join(import.meta.dirname, '../../../../assets/icons/tray')));
    for (const state of ServingState.options)
      for (const platform of ['linux', 'win32', 'darwin'] as const)
        for (const dark of [true, false])
          for (const scale of [1, 2]) expect(drawn).toContain(trayImage(state, { platform, dark, desktop: '', scale }));
  });

  it('has a doubled one beside each of 16 pixels', () => {
    const drawn = readdirSync(path.join(import.meta.dirname, '../../../../assets/icons/tray'));
    const small = drawn.filter((name) => name.endsWith('-16.png'));
    expect(small).toHaveLength(ServingState.options.length * 2);
    expect(drawn).toEqual(expect.arrayContaining(small.map((name) => name.replace('.png', '@2x.png'))));
  });
});

const missing = () => Promise.reject(new Error('ENOENT'));
const busctl = (program: string) => (program === 'busctl' ? Promise.resolve('b true\n') : missing());

describe('a place for the tray', () => {
  it('is always there on Windows and macOS', async () => {
    expect(await hasTrayHost('win32', missing)).toBe(true);
    expect(await hasTrayHost('darwin', missing)).toBe(true);
  });

  it('is what the session bus says on Linux', async () => {
    expect(await hasTrayHost('linux', () => Promise.resolve('(<true>,)\n'))).toBe(true);
    expect(await hasTrayHost('linux', () => Promise.resolve('(<false>,)\n'))).toBe(false);
  });

  it('is asked for with the program that the desktop brings', async () => {
    expect(await hasTrayHost('linux', busctl)).toBe(true);
  });

  it('is not there when nobody answers', async () => expect(await hasTrayHost('linux', missing)).toBe(false));
});
