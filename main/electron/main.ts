/** Entry in Electron: gives the desktop its real parts. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  powerMonitor,
  session,
  shell,
  Tray,
  type NativeImage,
} from 'electron';
import Store from 'electron-store';
import { toProblem } from '../../contract/problem.ts';
import { retell } from '../../words/retell.ts';
import { defaultDataDir } from '../base/data-dir.ts';
import { openDataFolder } from '../base/data-folder.ts';
import { changeSettings, loadSettings } from '../settings/settings.ts';
import { AppLanguage } from './app-language.ts';
import { readArguments, type DesktopArguments } from './arguments.ts';
import { CoordinatorKeeper } from './coordinator/coordinator-keeper.ts';
import { spawnCoordinator } from './coordinator/spawn-coordinator.ts';
import { keepCrashReports } from './crash-reports.ts';
import { Desktop } from './desktop.ts';
import { confirmQuit, explain, notify } from './dialogs.ts';
import { findAutostart, findUpdater, wasStartedAtLogin } from './packaged-parts.ts';
import { drawTray, screens } from './screen-parts.ts';
import { askProgram, hasTrayHost } from './tray/tray-host.ts';
import { appMenu } from './window/app-menu.ts';
import { limitPermissions } from './window/limit-permissions.ts';
import { WindowMemory } from './window/window-memory.ts';
import { readWish } from './wish.ts';

const { platform } = process;
const appRoot = app.getAppPath();
const icons = path.join(appRoot, 'assets', 'icons');
const programs = path.join(appRoot, 'dist', 'electron');

// As the installed starter is named, so that the taskbar groups and shows it as one app.
app.setAppUserModelId('office.aivailable.desktop');
try {
  const options = readArguments(process.argv.slice(1), defaultDataDir());
  openDataFolder(options.dataDir);
  // Cookies and the window's place belong to the office, so that two offices on one PC stay apart.
  const windowData = path.join(options.dataDir, 'window');
  mkdirSync(windowData, { recursive: true });
  app.setPath('userData', windowData);
  if (app.requestSingleInstanceLock()) begin(options, windowData);
  else app.quit();
} catch (error) {
  void tellAndExit(error);
}

/** Only the instance that stays: another one's reports are being written. */
function begin(options: DesktopArguments, windowData: string): void {
  keepCrashReports(options.dataDir);
  app
    .whenReady()
    .then(() => startDesktop(options, windowData))
    .catch(tellAndExit);
}

async function tellAndExit(error: unknown): Promise<void> {
  const { message, effect, action } = toProblem(error);
  await new AppLanguage({ memory: { read: () => null, write: () => undefined }, system: systemLanguages }).begin();
  dialog.showErrorBox(retell(message), `${retell(effect)}\n${retell(action)}`);
  app.exit(1);
}

async function startDesktop(options: DesktopArguments, windowData: string): Promise<void> {
  limitPermissions(session.defaultSession);
  // A damaged file is begun anew: where the window stood is not worth a start.
  const store = new Store<Record<string, unknown>>({ name: 'window', cwd: windowData, clearInvalidConfig: true });
  const memory = new WindowMemory(store);
  const language = new AppLanguage({
    memory: { read: () => memory.read('language'), write: (choice) => memory.write('language', choice) },
    system: systemLanguages,
  });
  await language.begin();
  const desktop = new Desktop({
    app,
    platform,
    hidden: wasStartedAtLogin(options),
    wish: readWish(process.argv.slice(1), process.cwd()),
    keeper: new CoordinatorKeeper(() => spawnCoordinator(programs, options)),
    window: {
      create: (windowOptions) => new BrowserWindow(windowOptions),
      screens,
      memory: { read: () => memory.read('place'), write: (place) => memory.write('place', place) },
      openOutside: (url) => void shell.openExternal(url),
      preload: path.join(programs, 'preload.cjs'),
      icon: path.join(icons, 'app-512.png'),
      background: () => (nativeTheme.shouldUseDarkColors ? '#111316' : '#f5f6f7'),
    },
    tray: {
      create: (image: NativeImage) => new Tray(image),
      image: (state) => drawTray(path.join(icons, 'tray'), state),
      menu: (template) => Menu.buildFromTemplate(template),
      hasHost: () => hasTrayHost(platform, askProgram),
      clickOpens: platform !== 'darwin',
    },
    copy: (text) => void clipboard.writeText(text),
    showLogs: () => openFolder(path.join(options.dataDir, 'logs')),
    explain,
    confirmQuit,
    notify,
    told: { read: () => memory.read('told') === true, write: () => memory.write('told', true) },
    power: powerMonitor,
    calls: ipcMain,
    autostart: findAutostart(options),
    language,
    updates: {
      ...findUpdater(),
      daily: {
        read: () => wantsDailyLook(options.dataDir),
        write: (daily) => changeSettings(options.dataDir, 'updates', { daily }),
      },
    },
  });
  const drawMenu = (): void => {
    const menu = appMenu({ platform, packaged: app.isPackaged, troubleshoot: () => desktop.troubleshoot() });
    Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
  };
  drawMenu();
  language.onChange(drawMenu);
  nativeTheme.on('updated', () => desktop.redraw());
  desktop.start();
}

function systemLanguages(): readonly string[] {
  return app.getPreferredSystemLanguages();
}

/** Settings that cannot be read are the coordinator's to complain of. */
function wantsDailyLook(dataDir: string): boolean {
  try {
    return loadSettings(dataDir).updates.daily;
  } catch {
    return false;
  }
}

function openFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  void shell.openPath(folder);
}
