/** Entry in Electron: gives the desktop its real parts. */
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  Menu,
  nativeImage,
  nativeTheme,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
} from 'electron';
import Store from 'electron-store';
import type { Problem } from '../../contract/errors.ts';
import { toProblem } from '../../contract/problem.ts';
import { defaultDataDir } from '../base/data-dir.ts';
import { openDataFolder } from '../base/data-folder.ts';
import { appMenu } from './app-menu.ts';
import { readArguments, writeArguments, type DesktopArguments } from './arguments.ts';
import { CoordinatorKeeper, type CoordinatorChild } from './coordinator-keeper.ts';
import { Desktop } from './desktop.ts';
import { limitPermissions } from './limit-permissions.ts';
import type { ServingState } from '../../contract/serving-state.ts';
import { hasTrayHost } from './tray-host.ts';
import { trayImage } from './tray-image.ts';

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
  if (app.requestSingleInstanceLock()) void app.whenReady().then(() => startDesktop(options, windowData));
  else app.quit();
} catch (error) {
  const { message, effect, action } = toProblem(error);
  dialog.showErrorBox(message, `${effect}\n${action}`);
  app.exit(1);
}

function startDesktop(options: DesktopArguments, windowData: string): void {
  const troubleshoot = (): void => openFolder(path.join(options.dataDir, 'logs'));
  limitPermissions(session.defaultSession);
  Menu.setApplicationMenu(Menu.buildFromTemplate(appMenu({ platform, packaged: app.isPackaged, troubleshoot })));
  const store = new Store<{ place?: unknown }>({ name: 'window', cwd: windowData });
  const desktop = new Desktop({
    app,
    platform,
    keeper: new CoordinatorKeeper(() => spawnCoordinator(options)),
    window: {
      create: (windowOptions) => new BrowserWindow(windowOptions),
      screens,
      memory: { read: () => store.get('place'), write: (place) => store.set('place', place) },
      openOutside: (url) => void shell.openExternal(url),
      preload: path.join(programs, 'preload.cjs'),
      icon: path.join(icons, 'app-512.png'),
      background: () => (nativeTheme.shouldUseDarkColors ? '#111316' : '#f5f6f7'),
    },
    tray: {
      create: (image) => new Tray(image),
      image: drawTray,
      menu: (template) => Menu.buildFromTemplate(template),
      hasHost: () => hasTrayHost(platform, askProgram),
      clickOpens: platform !== 'darwin',
    },
    copy: (text) => void clipboard.writeText(text),
    troubleshoot,
    explain,
  });
  nativeTheme.on('updated', () => desktop.redraw());
  desktop.start();
}

function spawnCoordinator(options: DesktopArguments): CoordinatorChild {
  const child = utilityProcess.fork(path.join(programs, 'coordinator-process.mjs'), writeArguments(options), {
    serviceName: 'AIvailable coordinator',
    stdio: 'inherit',
    // As scripts/node24.mjs has them for plain Node, and why.
    execArgv: ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=4', '--max-old-space-size=512'],
  });
  return {
    send: child.postMessage.bind(child),
    kill: () => void child.kill(),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', listener),
  };
}

function screens(): Electron.Rectangle[] {
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== main.id);
  return [main, ...others].map((display) => display.workArea);
}

function drawTray(state: ServingState): Electron.NativeImage {
  const dark = nativeTheme.shouldUseDarkColors;
  const desk = { platform, dark, desktop: process.env['XDG_CURRENT_DESKTOP'] ?? '' };
  const file = trayImage(state, { ...desk, scale: screen.getPrimaryDisplay().scaleFactor });
  const image = nativeImage.createFromPath(path.join(icons, 'tray', file));
  image.setTemplateImage(platform === 'darwin');
  return image;
}

async function askProgram(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, [...args], { timeout: 1_000 });
  return stdout;
}

function openFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  void shell.openPath(folder);
}

async function explain({ message, effect, action }: Problem): Promise<boolean> {
  const buttons = ['Try again', 'Quit'];
  const box = { type: 'error', message, detail: `${effect}\n${action}`, buttons, defaultId: 0, cancelId: 1 } as const;
  const { response } = await dialog.showMessageBox({ ...box, buttons: [...buttons] });
  return response === 0;
}
