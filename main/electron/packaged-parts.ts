/** What only an installed app has: its start with the PC, and its updates. */
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { app } from 'electron';
import electronUpdater from 'electron-updater';
import { defaultDataDir } from '../base/data-dir.ts';
import type { DesktopArguments } from './arguments.ts';
import { autostartFile, loginItem, type Autostart } from './autostart.ts';
import type { UpdaterHandle } from './updates.ts';

/** Null in a clone, whose program is another one after each install, and for another data folder on macOS, which tells no words. */
export function findAutostart({ dataDir }: DesktopArguments): Autostart | null {
  if (!app.isPackaged) return null;
  const isUsual = dataDir === defaultDataDir();
  if (process.platform === 'darwin') return isUsual ? loginItem(app, []) : null;
  const args = ['--hidden', ...(isUsual ? [] : ['--data', dataDir])];
  if (process.platform === 'win32') return loginItem(app, args);
  const config = process.env['XDG_CONFIG_HOME'] || path.join(os.homedir(), '.config');
  return autostartFile(process.env['APPIMAGE'] ?? process.execPath, args, config);
}

/** Whether the system started the app by itself, which macOS says in its own way. */
export const wasStartedAtLogin = ({ hidden }: DesktopArguments): boolean =>
  hidden === true || (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin);

interface FoundUpdater {
  readonly updater: UpdaterHandle | null;
  readonly whyOff: string;
}

/** electron-builder writes where to look into app-update.yml; what was built without an address has none. */
export function findUpdater(): FoundUpdater {
  if (!app.isPackaged) return { updater: null, whyOff: 'This copy is updated with git.' };
  const whyOff = 'This copy was built without an address for updates.';
  if (!existsSync(path.join(process.resourcesPath, 'app-update.yml'))) return { updater: null, whyOff };
  // As of an AppImage that was unpacked.
  return { updater: electronUpdater.autoUpdater, whyOff: 'This copy cannot be replaced by a newer one.' };
}
