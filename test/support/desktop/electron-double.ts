/** Typed doubles of the Electron parts that the desktop uses: they remember what was asked of them, and tests let things happen. */
import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, MenuItemConstructorOptions } from 'electron';
import { desktopCalls, type DesktopView } from '../../../contract/desktop.ts';
import type { Problem } from '../../../contract/errors.ts';
import { AppLanguage } from '../../../main/electron/app-language.ts';
import type { Autostart } from '../../../main/electron/autostart.ts';
import type { CoordinatorChild } from '../../../main/electron/coordinator/coordinator-keeper.ts';
import { CoordinatorKeeper } from '../../../main/electron/coordinator/coordinator-keeper.ts';
import type { FromCoordinator, ToCoordinator } from '../../../main/electron/coordinator/coordinator-messages.ts';
import type { CallEvent, CallReceiver } from '../../../main/electron/window/desktop-door.ts';
import { Desktop, type AppHandle, type PowerHandle } from '../../../main/electron/desktop.ts';
import type { Notice } from '../../../main/electron/coordinator/notices.ts';
import type { TrayHandle } from '../../../main/electron/tray/office-tray.ts';
import type { WindowContents, WindowHandle } from '../../../main/electron/window/office-window.ts';
import type { UpdaterHandle } from '../../../main/electron/updates.ts';
import type { Rectangle, WindowPlace } from '../../../main/electron/window/window-place.ts';
import type { Wish } from '../../../main/electron/wish.ts';

/** An event that can be prevented, as Electron's are. */
export class PreventableEvent {
  prevented = false;
  preventDefault(): void {
    this.prevented = true;
  }
}

export class NavigationEvent extends PreventableEvent {
  readonly url: string;
  readonly isMainFrame: boolean;
  constructor(url: string, isMainFrame = true) {
    super();
    this.url = url;
    this.isMainFrame = isMainFrame;
  }
}

export class ContentsDouble extends EventEmitter implements WindowContents {
  readonly sent: { readonly channel: string; readonly value: unknown }[] = [];
  #openHandler: (details: { url: string }) => { action: 'deny' } = () => ({ action: 'deny' });

  setWindowOpenHandler(handler: (details: { url: string }) => { action: 'deny' }): void {
    this.#openHandler = handler;
  }
  send(channel: string, value: unknown): void {
    this.sent.push({ channel, value });
  }
  /** The page calls window.open. */
  openWindow(url: string): { action: string } {
    return this.#openHandler({ url });
  }
  /** The page follows a link. @returns whether it got there. */
  navigate(url: string): boolean {
    const event = new NavigationEvent(url);
    this.emit('will-frame-navigate', event);
    this.emit('will-navigate', event);
    return !event.prevented;
  }
}

class WindowDouble extends EventEmitter implements WindowHandle {
  readonly webContents = new ContentsDouble();
  readonly options: BrowserWindowConstructorOptions;
  readonly loaded: string[] = [];
  visible = false;
  inFront = false;
  focused = 0;
  minimized = false;
  maximized = false;
  bounds: Rectangle;

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    this.bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 0, height: options.height ?? 0 };
  }
  loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    return Promise.resolve();
  }
  show(): void {
    this.visible = true;
  }
  hide(): void {
    this.visible = false;
  }
  focus(): void {
    this.focused += 1;
  }
  maximize(): void {
    this.maximized = true;
  }
  restore(): void {
    this.minimized = false;
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  isFocused(): boolean {
    return this.inFront;
  }
  isMaximized(): boolean {
    return this.maximized;
  }
  getNormalBounds(): Rectangle {
    return this.bounds;
  }
  /** The person closes it. @returns whether it closed. */
  close(): boolean {
    const event = new PreventableEvent();
    this.emit('close', event);
    if (!event.prevented) this.emit('closed');
    return !event.prevented;
  }
}

class TrayDouble extends EventEmitter implements TrayHandle<string, MenuItemConstructorOptions[]> {
  image = '';
  toolTip = '';
  menu: MenuItemConstructorOptions[] = [];
  destroyed = false;

  setImage(image: string): void {
    this.image = image;
  }
  setToolTip(text: string): void {
    this.toolTip = text;
  }
  setContextMenu(menu: MenuItemConstructorOptions[]): void {
    this.menu = menu;
  }
  destroy(): void {
    this.destroyed = true;
  }
  get labels(): (string | undefined)[] {
    return this.menu.filter((item) => item.type !== 'separator').map((item) => item.label);
  }
  /** The person chooses an entry. */
  choose(label: string): void {
    const item = this.menu.find((one) => one.label === label);
    if (!item?.click) throw new Error(`the tray offers no "${label}"`);
    Reflect.apply(item.click, undefined, []);
  }
}

/** The coordinator's process. */
export class ChildDouble implements CoordinatorChild {
  readonly heard: ToCoordinator[] = [];
  readonly #events = new EventEmitter();
  killed = false;

  send(message: ToCoordinator): void {
    this.heard.push(message);
  }
  kill(): void {
    this.killed = true;
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#events.on('message', listener);
  }
  onExit(listener: () => void): void {
    this.#events.on('exit', listener);
  }
  say(message: FromCoordinator): void {
    this.babble(message);
  }
  /** Says something that may not be a message at all. */
  babble(message: unknown): void {
    this.#events.emit('message', message);
  }
  die(): void {
    this.#events.emit('exit');
  }
}

class AppDouble extends EventEmitter implements AppHandle {
  /** Quits that nobody held up: the app would be gone. */
  gone = 0;
  startsAgain = 0;

  relaunch(): void {
    this.startsAgain += 1;
  }
  quit(): void {
    const event = new PreventableEvent();
    this.emit('before-quit', event);
    if (!event.prevented) this.gone += 1;
  }
}

/** The channel for the page's calls. */
class CallsDouble implements CallReceiver {
  #answer: (event: CallEvent, call: unknown) => DesktopView = () => {
    throw new Error('nobody answers calls');
  };

  handle(channel: string, answer: (event: CallEvent, call: unknown) => DesktopView): void {
    if (channel === desktopCalls) this.#answer = answer;
  }
  /** The page calls, or another one that got in. */
  call(call: unknown, senderFrame: CallEvent['senderFrame'] = { origin: 'http://127.0.0.1:8420', parent: null }) {
    return this.#answer({ senderFrame }, call);
  }
}

/** electron-updater's: a look is begun and nothing comes of it until the test says so. */
class UpdaterDouble extends EventEmitter implements UpdaterHandle {
  autoDownload = false;
  autoInstallOnAppQuit = true;
  looks = 0;
  installed = 0;
  /** Whether this copy of the app can be replaced. */
  active = true;

  checkForUpdates(): Promise<object | null> {
    this.looks += 1;
    return Promise.resolve(this.active ? {} : null);
  }
  quitAndInstall(): void {
    this.installed += 1;
  }
}

class AutostartDouble implements Autostart {
  on = false;
  isOn(): boolean {
    return this.on;
  }
  set(on: boolean): void {
    this.on = on;
  }
}

/** A desktop with all its parts doubled. */
export class DesktopDouble {
  readonly app = new AppDouble();
  readonly children: ChildDouble[] = [];
  readonly windows: WindowDouble[] = [];
  readonly trays: TrayDouble[] = [];
  readonly openedOutside: string[] = [];
  readonly copied: string[] = [];
  readonly explained: Problem[] = [];
  readonly places: WindowPlace[] = [];
  readonly notices: { readonly notice: Notice; readonly click: () => void }[] = [];
  readonly power: EventEmitter & PowerHandle = new EventEmitter();
  readonly calls = new CallsDouble();
  readonly updater = new UpdaterDouble();
  readonly autostart = new AutostartDouble();
  /** Answers that a person was told of when he quit. */
  readonly askedToQuit: number[] = [];
  quitAnyway = true;
  told = false;
  looksDaily = false;
  hidden = false;
  wish: Wish | null = null;
  languageChosen: unknown = undefined;
  systemLanguages: readonly string[] = ['en-GB'];
  hasTrayHost = true;
  platform: NodeJS.Platform = 'linux';
  tryAgain = false;
  logsOpened = 0;

  readonly language = new AppLanguage({
    memory: { read: () => this.languageChosen, write: (choice) => (this.languageChosen = choice) },
    system: () => this.systemLanguages,
  });

  /** Starts it, as the entry does. */
  start(): Desktop<string, MenuItemConstructorOptions[]> {
    const keeper = new CoordinatorKeeper(() => this.#added(this.children, new ChildDouble()));
    const desktop = new Desktop({
      app: this.app,
      keeper,
      platform: this.platform,
      hidden: this.hidden,
      wish: this.wish,
      window: {
        create: (options) => this.#added(this.windows, new WindowDouble(options)),
        screens: () => [{ x: 0, y: 0, width: 1920, height: 1040 }],
        memory: { read: () => this.places.at(-1), write: (place) => void this.places.push(place) },
        openOutside: (url) => void this.openedOutside.push(url),
        preload: '/app/preload.cjs',
        icon: '/app/icon.png',
        background: () => '#ffffff',
      },
      tray: {
        create: () => this.#added(this.trays, new TrayDouble()),
        image: (state) => state,
        menu: (template) => template,
        hasHost: () => Promise.resolve(this.hasTrayHost),
        clickOpens: true,
      },
      copy: (text) => void this.copied.push(text),
      showLogs: () => void (this.logsOpened += 1),
      explain: (problem) => {
        this.explained.push(problem);
        return Promise.resolve(this.tryAgain);
      },
      confirmQuit: (answers) => {
        this.askedToQuit.push(answers);
        return Promise.resolve(this.quitAnyway);
      },
      notify: (notice, click) => void this.notices.push({ notice, click }),
      told: { read: () => this.told, write: () => (this.told = true) },
      power: this.power,
      calls: this.calls,
      autostart: this.autostart,
      language: this.language,
      updates: {
        updater: this.updater,
        whyOff: 'This copy cannot be replaced by a newer one.',
        daily: { read: () => this.looksDaily, write: (on) => (this.looksDaily = on) },
      },
    });
    desktop.start();
    return desktop;
  }

  /** Starts it with a coordinator that serves. */
  serve(link = 'http://127.0.0.1:8420/?open=one'): void {
    this.start();
    this.child.say({ type: 'ready', link });
  }

  get child(): ChildDouble {
    return this.#last(this.children);
  }
  get window(): WindowDouble {
    return this.#last(this.windows);
  }
  get tray(): TrayDouble {
    return this.#last(this.trays);
  }

  #added<T>(list: T[], one: T): T {
    list.push(one);
    return one;
  }

  #last<T>(list: readonly T[]): T {
    const last = list.at(-1);
    if (last === undefined) throw new Error('there is none yet');
    return last;
  }
}
