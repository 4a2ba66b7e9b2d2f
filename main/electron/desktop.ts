/** The desktop app: ties the coordinator's process, the window and the tray together. */
import type { Problem } from '../../contract/errors.ts';
import type { CoordinatorKeeper, KeeperState } from './coordinator-keeper.ts';
import type { OfficeStatus } from './office-status.ts';
import { OfficeTray, type TrayParts } from './office-tray.ts';
import { OfficeWindow, type WindowParts } from './office-window.ts';
import { viewTray } from './tray-view.ts';

/** What is needed of Electron's App. */
export interface AppHandle {
  on(event: 'before-quit', listener: (event: { preventDefault(): void }) => void): unknown;
  on(event: 'second-instance' | 'activate' | 'window-all-closed', listener: () => void): unknown;
  quit(): void;
}

interface DesktopParts<Image, Menu> {
  readonly app: AppHandle;
  readonly keeper: CoordinatorKeeper;
  readonly window: WindowParts;
  readonly tray: TrayParts<Image, Menu>;
  readonly platform: NodeJS.Platform;
  readonly copy: (text: string) => void;
  /** Shows the folder of the logs. */
  readonly troubleshoot: () => void;
  /** Tells why the office cannot start. @returns whether to try again; otherwise the app quits. */
  readonly explain: (problem: Problem) => Promise<boolean>;
}

export class Desktop<Image, Menu> {
  readonly #parts: DesktopParts<Image, Menu>;
  readonly #window: OfficeWindow;
  readonly #tray: OfficeTray<Image, Menu>;
  #status: OfficeStatus | null = null;
  #welcomed = false;
  #quitting: Promise<void> | null = null;
  #quit = false;

  constructor(parts: DesktopParts<Image, Menu>) {
    this.#parts = parts;
    const { app, keeper, window, tray, copy, troubleshoot } = parts;
    this.#window = new OfficeWindow(window, () => this.#mayClose());
    const actions = {
      open: () => this.#window.show(),
      chat: () => this.#window.showPage('/chat'),
      copyAddress: copy,
      troubleshoot,
      quit: () => app.quit(),
    };
    this.#tray = new OfficeTray(tray, actions, viewTray(keeper.state, null));
    keeper.onState((state) => this.#follow(state));
    keeper.onStatus((status) => {
      this.#status = status;
      this.#updateTray();
    });
    keeper.onShutdownWish(() => app.quit());
    app.on('second-instance', () => this.#window.show());
    app.on('activate', () => this.#window.show());
    // Nothing: serving goes on without a window.
    app.on('window-all-closed', () => undefined);
    app.on('before-quit', (event) => {
      if (this.#quit) return;
      event.preventDefault();
      this.#quitting ??= this.#end();
    });
  }

  start(): void {
    void this.#tray.ensure();
    this.#parts.keeper.start();
  }

  /** The desktop's theme changed. */
  redraw(): void {
    this.#tray.redraw();
  }

  #follow(state: KeeperState): void {
    if (state.name !== 'ready') this.#status = null;
    this.#updateTray();
    if (state.name === 'failed') void this.#explain(state.problem);
    if (state.name !== 'ready') return;
    this.#window.load(state.link);
    // A coordinator that was started again does not push a hidden window to the front.
    if (!this.#welcomed) this.#window.show();
    this.#welcomed = true;
  }

  #updateTray(): void {
    const { state } = this.#parts.keeper;
    this.#tray.update(viewTray(state, this.#status), state.name === 'ready');
  }

  async #explain(problem: Problem): Promise<void> {
    const again = await this.#parts.explain(problem);
    if (again) this.#parts.keeper.start();
    else this.#parts.app.quit();
  }

  /** Closing hides, so that the office goes on; without a tray nobody could bring the window back, so it quits. */
  #mayClose(): boolean {
    if (this.#quitting) return true;
    void this.#hideOrQuit();
    return false;
  }

  async #hideOrQuit(): Promise<void> {
    const comesBack = this.#parts.platform === 'darwin' || (await this.#tray.ensure());
    if (comesBack) this.#window.hide();
    else this.#parts.app.quit();
  }

  async #end(): Promise<void> {
    this.#window.hide();
    await this.#parts.keeper.close();
    this.#tray.close();
    this.#quit = true;
    this.#parts.app.quit();
  }
}
