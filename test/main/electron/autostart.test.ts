import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { autostartFile, loginItem } from '../../../main/electron/autostart.ts';
import { keepNewest } from '../../../main/electron/keep-newest.ts';
import { tempDir } from '../../support/temp-dir.ts';

describe('the start with the PC', () => {
  it('is a file of the user’s own on Linux, and gone when it is switched off', () => {
    const config = tempDir();
    const autostart = autostartFile('/opt/AIvailable/aivailable', ['--hidden'], config);
    const file = path.join(config, 'autostart', 'aivailable.desktop');
    expect(autostart.isOn()).toBe(false);
    autostart.set(true);
    expect(autostart.isOn()).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain('\nExec="/opt/AIvailable/aivailable" "--hidden"\n');
    autostart.set(false);
    expect(existsSync(file)).toBe(false);
    autostart.set(false);
  });

  it('names any program as desktops read it', () => {
    const config = tempDir();
    autostartFile('/home/zoë/100% $HOME "x"\\AIvailable.AppImage', [], config).set(true);
    const text = readFileSync(path.join(config, 'autostart', 'aivailable.desktop'), 'utf8');
    expect(text).toContain('Exec="/home/zoë/100%% \\\\$HOME \\\\"x\\\\"\\\\\\\\AIvailable.AppImage"\n');
  });

  it('is Electron’s own way elsewhere', () => {
    let item = { openAtLogin: false, args: [''] };
    const app = { getLoginItemSettings: () => item, setLoginItemSettings: (set: typeof item) => void (item = set) };
    const autostart = loginItem(app, ['--hidden', '--data', 'D:\\office']);
    autostart.set(true);
    expect(item).toEqual({ openAtLogin: true, args: ['--hidden', '--data', 'D:\\office'] });
    expect(autostart.isOn()).toBe(true);
  });

  it.each([
    ['D:\\Our Office', '"D:\\Our Office"'],
    ['D:\\Our Office\\', '"D:\\Our Office\\\\"'],
  ])('keeps %s together on Windows', (folder, word) => {
    const items: string[][] = [];
    const app = {
      getLoginItemSettings: ({ args }: { args: string[] }) => ({ openAtLogin: items.push(args) > 0 }),
      setLoginItemSettings: ({ args }: { args: string[] }) => void items.push(args),
    };
    const autostart = loginItem(app, ['--data', folder]);
    autostart.set(true);
    autostart.isOn();
    expect(items).toEqual([
      ['--data', word],
      ['--data', word],
    ]);
  });
});

describe('crash reports', () => {
  it('are kept, the newest few', () => {
    const folder = tempDir();
    for (const age of [1, 2, 3, 4]) {
      const file = path.join(folder, `${age}.dmp`);
      writeFileSync(file, '');
      const at = statSync(file).mtimeMs / 1000 - age * 60;
      utimesSync(file, at, at);
    }
    writeFileSync(path.join(folder, 'settings.dat'), '');
    keepNewest(folder, 2);
    const left = ['1.dmp', '2.dmp', '3.dmp', '4.dmp', 'settings.dat'].filter((name) =>
      existsSync(path.join(folder, name)),
    );
    expect(left).toEqual(['1.dmp', '2.dmp', 'settings.dat']);
  });

  it('that cannot be deleted now are left for the next time', () => {
    const folder = tempDir();
    // As a file that another program has open would be on Windows.
    mkdirSync(path.join(folder, '1.dmp'));
    writeFileSync(path.join(folder, '2.dmp'), '');
    keepNewest(folder, 0);
    expect(readdirSync(folder)).toEqual(['1.dmp']);
  });

  it('are none at the first start', () => expect(() => keepNewest('/nowhere/at/all', 2)).not.toThrow());
});
