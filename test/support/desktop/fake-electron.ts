/**
 * Electron's main process as far as the desktop's entry uses it, on plain Node and without a screen: it tells the test over fork's channel
 * what it was asked for, and does what the test says. In place of the real one by fake-electron-hook.ts.
 */
import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
const tell = (did: string, what: unknown = null): void => void process.send?.({ did, what });
const nothing = (): void => undefined;
const image = { setTemplateImage: nothing };

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly #paths = new Map<string, string>();
  getAppPath = (): string => root;
  getName = (): string => 'aivailable';
  getPreferredSystemLanguages = (): string[] => ['en-GB'];
  getVersion = (): string => '0.0.0';
  setAppUserModelId = nothing;
  setPath(name: string, folder: string): void {
    mkdirSync(folder, { recursive: true });
    this.#paths.set(name, folder);
  }
  getPath = (name: string): string => this.#paths.get(name) ?? root;
  requestSingleInstanceLock = (): boolean => true;
  whenReady = (): Promise<void> => Promise.resolve();
  relaunch = nothing;
  exit = (code: number): never => process.exit(code);
  quit(): void {
    let held = false;
    this.emit('before-quit', { preventDefault: () => (held = true) });
    if (!held) process.exit(0);
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = Object.assign(new EventEmitter(), { setWindowOpenHandler: nothing, send: nothing });
  constructor(options: unknown) {
    super();
    tell('window', options);
  }
  loadURL(url: string): Promise<void> {
    tell('load', url);
    return Promise.resolve();
  }
  show = nothing;
  hide = nothing;
  focus = nothing;
  restore = nothing;
  maximize = nothing;
  isMinimized = (): boolean => false;
  isMaximized = (): boolean => false;
  isFocused = (): boolean => false;
  getNormalBounds = () => ({ x: 0, y: 0, width: 800, height: 600 });
}

export class Tray extends EventEmitter {
  setImage = nothing;
  setToolTip = nothing;
  setContextMenu = nothing;
  destroy = nothing;
}

export class Notification extends EventEmitter {
  static isSupported = (): boolean => true;
  readonly #options: unknown;
  constructor(options: unknown) {
    super();
    this.#options = options;
  }
  show(): void {
    tell('notify', this.#options);
  }
}

const answers = new Map<string, (event: unknown, call: unknown) => unknown>();
const area = { x: 0, y: 0, width: 1920, height: 1040 };
const display = { id: 1, scaleFactor: 1, workArea: area };

export const app = new App();
export const clipboard = { writeText: (text: string) => tell('copy', text) };
export const crashReporter = { start: (options: unknown) => tell('crashes', options) };
export const dialog = {
  showErrorBox: (...words: string[]) => tell('error', words),
  showMessageBox: () => ({ response: 1 }),
};
export const ipcMain = {
  handle: (channel: string, answer: (event: unknown, call: unknown) => unknown) => void answers.set(channel, answer),
  on: nothing,
};
export const Menu = { buildFromTemplate: (template: unknown) => template, setApplicationMenu: nothing };
export const nativeImage = { createFromPath: () => image };
export const nativeTheme = Object.assign(new EventEmitter(), { shouldUseDarkColors: false });
export const powerMonitor = new EventEmitter();
export const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] };
export const session = {
  defaultSession: {
    setPermissionRequestHandler: nothing,
    setPermissionCheckHandler: nothing,
    setDevicePermissionHandler: nothing,
  },
};
export const shell = { openExternal: nothing, openPath: nothing };
export const utilityProcess = {
  fork(entry: string, args: string[], { execArgv }: { readonly execArgv: string[] }) {
    const shim = path.join(import.meta.dirname, 'parent-port.ts');
    const child = fork(entry, args, { execArgv: [...execArgv, '--import', shim], stdio: ['ignore', 2, 2, 'ipc'] });
    return Object.assign(child, { postMessage: (message: object) => void child.send(message) });
  },
};

/** What the test says: an event of the app or of the PC's power, a call of the page, quitting. */
process.on('message', ({ say, of, what }: { say: string; of: 'app' | 'power' | 'page' | 'quit'; what: unknown[] }) => {
  if (of === 'quit') app.quit();
  if (of === 'app') app.emit(say, ...what);
  if (of === 'power') powerMonitor.emit(say);
  if (of === 'page') tell('answer', answers.get(say)?.({ senderFrame: what[0] }, what[1]));
});

export default { app, clipboard, dialog, ipcMain, shell };
