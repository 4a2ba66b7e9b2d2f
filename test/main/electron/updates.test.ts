import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OfficeStatus } from '../../../main/electron/coordinator/office-status.ts';
import { Updates } from '../../../main/electron/updates.ts';
import { DesktopDouble } from '../../support/desktop/electron-double.ts';

const busy: OfficeStatus = {
  serving: 'serving',
  machines: 1,
  machinesServing: 1,
  tokensPerSecond: 20,
  answers: 2,
  apiAddress: null,
};
const dayMs = 24 * 60 * 60_000;

describe('a newer version of the app', () => {
  let double: DesktopDouble;
  beforeEach(() => {
    vi.useFakeTimers();
    double = new DesktopDouble();
    double.serve();
  });
  afterEach(() => void vi.useRealTimers());

  const state = () => double.calls.call({ do: 'look' }).update;
  const isLoaded = (): void => {
    double.updater.emit('update-available', { version: '0.2.0' });
    double.updater.emit('update-downloaded', { version: '0.2.0' });
  };

  it('is looked for by nobody but a person at first', async () => {
    expect(double.calls.call({ do: 'look' })).toMatchObject({
      looksDaily: false,
      update: { name: 'idle', lookedAt: null },
    });
    await vi.advanceTimersByTimeAsync(2 * dayMs);
    expect(double.updater.looks).toBe(0);
    double.calls.call({ do: 'look-for-update' });
    expect(double.updater.looks).toBe(1);
    await vi.advanceTimersByTimeAsync(2 * dayMs);
    expect(double.updater.looks).toBe(1);
  });

  it('is looked for once a day as soon as a person wants that, until they want it no more', async () => {
    expect(double.calls.call({ do: 'set-daily-look', on: true }).looksDaily).toBe(true);
    expect(double.updater.looks).toBe(1);
    double.updater.emit('update-not-available');
    await vi.advanceTimersByTimeAsync(dayMs);
    expect(double.updater.looks).toBe(2);
    double.updater.emit('update-not-available');
    expect(double.calls.call({ do: 'set-daily-look', on: false }).looksDaily).toBe(false);
    await vi.advanceTimersByTimeAsync(2 * dayMs);
    expect(double.updater.looks).toBe(2);
  });

  it('is looked for a minute after the start and then once a day where a person wanted that before', async () => {
    double = new DesktopDouble();
    double.looksDaily = true;
    double.serve();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(double.updater.looks).toBe(1);
    double.updater.emit('update-not-available');
    expect(state()).toEqual({ name: 'idle', lookedAt: Date.now() });
    await vi.advanceTimersByTimeAsync(dayMs);
    expect(double.updater.looks).toBe(2);
  });

  it('is looked for no more where this copy turns out to be none that can be replaced', async () => {
    double.updater.active = false;
    double.calls.call({ do: 'look-for-update' });
    await vi.advanceTimersByTimeAsync(0);
    expect(state()).toEqual({ name: 'off', why: 'This copy cannot be replaced by a newer one.' });
  });

  it('is loaded by itself, and put in place by nobody but a person', async () => {
    expect(double.updater).toMatchObject({ autoDownload: true, autoInstallOnAppQuit: false });
    double.updater.emit('update-available', { version: '0.2.0' });
    double.updater.emit('download-progress', { percent: 40 });
    expect(state()).toEqual({ name: 'loading', version: '0.2.0', share: 0.4 });
    double.updater.emit('update-downloaded', { version: '0.2.0' });
    expect(state()).toEqual({ name: 'ready', version: '0.2.0' });
    await vi.advanceTimersByTimeAsync(7 * dayMs);
    expect(double.updater).toMatchObject({ installed: 0, looks: 0 });
  });

  it('waits for the answers that are being written, closes the office, and then takes its place', async () => {
    isLoaded();
    double.child.say({ type: 'status', status: busy });
    expect(double.calls.call({ do: 'apply-update' }).update).toEqual({
      name: 'waiting',
      version: '0.2.0',
      answers: 2,
    });
    expect(double.child.heard).toEqual([]);
    double.child.say({ type: 'status', status: { ...busy, answers: 0 } });
    expect(double.child.heard).toEqual([{ type: 'close' }]);
    expect(double.updater.installed).toBe(0);
    double.child.die();
    await vi.advanceTimersByTimeAsync(0);
    expect(double.updater.installed).toBe(1);
    // What the installer does then is not held up.
    double.app.quit();
    expect(double.app.gone).toBe(1);
    expect(double.askedToQuit).toEqual([]);
  });

  it('that cannot take its place brings the app back as it was', async () => {
    isLoaded();
    double.calls.call({ do: 'apply-update' });
    double.child.die();
    await vi.advanceTimersByTimeAsync(0);
    double.updater.emit('error', new Error('The installer was not found.'));
    expect(double.app).toMatchObject({ startsAgain: 1, gone: 1 });
  });

  it('that cannot be had is said with its reason, and looked for again', () => {
    double.calls.call({ do: 'look-for-update' });
    expect(state()).toEqual({ name: 'looking' });
    double.updater.emit('error', new Error('net::ERR_INTERNET_DISCONNECTED\n<html>'));
    expect(state()).toEqual({ name: 'failed', why: 'net::ERR_INTERNET_DISCONNECTED' });
    double.calls.call({ do: 'look-for-update' });
    expect(double.updater.looks).toBe(2);
  });

  it('is told to the page as it comes', () => {
    double.updater.emit('update-available', { version: '0.2.0' });
    expect(double.window.webContents.sent).toEqual([
      {
        channel: 'aivailable:changed',
        value: { autostart: false, looksDaily: false, update: { name: 'loading', version: '0.2.0', share: 0 } },
      },
    ]);
  });

  it('is nothing for a build that has no place to look at', () => {
    const updates = new Updates({
      updater: null,
      whyOff: 'This copy is updated with git.',
      daily: { read: () => true, write: () => expect.unreachable() },
      endOffice: () => expect.unreachable(),
      startAgain: () => expect.unreachable(),
    });
    updates.look();
    updates.apply();
    expect(updates.state).toEqual({ name: 'off', why: 'This copy is updated with git.' });
    expect(vi.getTimerCount()).toBeLessThan(2);
  });
});
