/** The one window: made when it is first needed, shut in, and put back where it stood. */
import type { BrowserWindowConstructorOptions } from 'electron';
import { GrowingPause } from '../growing-pause.ts';
import { secureContents, type GuardedContents } from './secure-contents.ts';
import { placeWindow, smallest, type Rectangle, type WindowPlace } from './window-place.ts';

/** What is needed of Electron's BrowserWindow. */
export interface WindowHandle {
  readonly webContents: WindowContents;
  loadURL(url: string): Promise<void>;
  show(): void;
  hide(): void;
  focus(): void;
  maximize(): void;
  restore(): void;
  isMinimized(): boolean;
  isFocused(): boolean;
  isMaximized(): boolean;
  getNormalBounds(): Rectangle;
  on(event: 'close', listener: (event: { preventDefault(): void }) => void): unknown;
  on(event: 'closed' | 'ready-to-show', listener: () => void): unknown;
}

export interface WindowContents extends GuardedContents {
  on: GuardedContents['on'] & ((event: 'render-process-gone', listener: () => void) => unknown);
  send(channel: string, value: unknown): void;
}

export interface WindowParts {
  readonly create: (options: BrowserWindowConstructorOptions) => WindowHandle;
  readonly screens: () => readonly Rectangle[];
  readonly memory: { read(): unknown; write(place: WindowPlace): void };
  readonly openOutside: (url: string) => void;
  readonly preload: string;
  readonly icon: string;
  /** The page's background, so that nothing flashes before it is drawn. */
  readonly background: () => string;
}

export class OfficeWindow {
  readonly #parts: WindowParts;
  readonly #mayClose: () => boolean;
  #handle: WindowHandle | null = null;
  #link: string | null = null;
  /** The page to begin with. */
  #first = '';

  /** @param mayClose asked when the person closes the window; whoever says no hides it or quits. */
  constructor(parts: WindowParts, mayClose: () => boolean) {
    this.#parts = parts;
    this.#mayClose = mayClose;
  }

  /** Shows the office at this link, now or when the window is opened. */
  load(link: string): void {
    this.#link = link;
    if (this.#handle) this.#go(link);
  }

  /** Brings the window to the front. Without a link there is nothing to show yet, and nothing happens. */
  show(): void {
    if (this.#link === null) return;
    if (!this.#handle) return this.#open(this.#link);
    if (this.#handle.isMinimized()) this.#handle.restore();
    this.#handle.show();
    this.#handle.focus();
  }

  /**
   * Brings the window to the front with the page of that name. The page's name is its address's hash: nothing is loaded anew. Before
   * there is a link it is kept for the time when there is one.
   */
  showPage(page: string): void {
    if (!this.#handle) this.#first = `#${page}`;
    const isOpen = this.#handle !== null;
    this.show();
    const origin = this.ownOrigin();
    if (isOpen && origin !== null) this.#go(`${origin}/#${page}`);
  }

  /** Whether a person is looking at it. */
  get isFocused(): boolean {
    return this.#handle?.isFocused() ?? false;
  }

  /** Says something to the page, if there is one. */
  send(channel: string, value: unknown): void {
    this.#handle?.webContents.send(channel, value);
  }

  /** The coordinator's; null while it is not known. */
  ownOrigin(): string | null {
    return this.#link === null ? null : new URL(this.#link).origin;
  }

  hide(): void {
    this.#handle?.hide();
  }

  #open(link: string): void {
    const { create, screens, memory, openOutside, preload, icon, background } = this.#parts;
    const { bounds, maximized } = placeWindow(memory.read(), screens());
    const handle = create({
      ...bounds,
      minWidth: smallest.width,
      minHeight: smallest.height,
      title: 'AIvailable',
      icon,
      backgroundColor: background(),
      show: false,
      autoHideMenuBar: true,
      webPreferences: {
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
      },
    });
    this.#handle = handle;
    secureContents(handle.webContents, { ownOrigin: () => this.ownOrigin(), openOutside });
    if (maximized) handle.maximize();
    handle.on('ready-to-show', () => handle.show());
    handle.on('close', (event) => {
      memory.write({ bounds: handle.getNormalBounds(), maximized: handle.isMaximized() });
      if (!this.#mayClose()) event.preventDefault();
    });
    handle.on('closed', () => (this.#handle = null));
    this.#loadAgainWhenGone(handle);
    this.#go(`${link}${this.#first}`);
    this.#first = '';
  }

  /** A page that crashes while it loads must not keep the processor busy, nor fill the disk with its reports. */
  #loadAgainWhenGone(handle: WindowHandle): void {
    const pause = new GrowingPause();
    let since = Date.now();
    handle.webContents.on('render-process-gone', () => {
      setTimeout(
        () => {
          since = Date.now();
          if (handle === this.#handle && this.#link !== null) this.#go(this.#link);
        },
        pause.after(Date.now() - since),
      );
    });
  }

  #go(url: string): void {
    // A page that does not load says so in the window; a newer load in its place is no failure.
    this.#handle?.loadURL(url).catch(() => undefined);
  }
}
