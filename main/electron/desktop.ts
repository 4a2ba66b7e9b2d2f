/** The desktop app: ties the coordinator's process, the window, the tray and the system around them together. */
import type { Problem } from '../../contract/errors.ts';
import { t } from '../../words/words.ts';
import type { AppLanguage } from './app-language.ts';
import type { Autostart } from './autostart.ts';
import type { CoordinatorKeeper, KeeperState } from './coordinator/coordinator-keeper.ts';
import type { Notice } from './coordinator/notices.ts';
import type { OfficeStatus } from './coordinator/office-status.ts';
import { stayHidden } from './stay-hidden.ts';
import { OfficeTray, type TrayParts } from './tray/office-tray.ts';
import { viewTray } from './tray/tray-view.ts';
import { Updates, type DailyLook, type UpdaterHandle } from './updates.ts';
import { openDesktopDoor, type CallReceiver } from './window/desktop-door.ts';
import { OfficeWindow, type WindowParts } from './window/office-window.ts';
import { pageOf, readWish, type Wish } from './wish.ts';

/** What is needed of Electron's App. */
export interface AppHandle {
  on(event: 'before-quit', listener: (event: { preventDefault(): void }) => void): unknown;
  on(event: 'activate' | 'window-all-closed', listener: () => void): unknown;
  on(event: 'second-instance', listener: (event: unknown, argv: string[], folder: string) => void): unknown;
  /** macOS hands over links and files so. */
  on(event: 'open-url' | 'open-file', listener: (event: { preventDefault(): void }, what: string) => void): unknown;
  /** Starts it again when it has quit. */
  relaunch(): void;
  quit(): void;
}

/** What is needed of Electron's PowerMonitor. */
export interface PowerHandle {
  on(event: 'suspend' | 'resume' | 'shutdown', listener: () => void): unknown;
}

interface DesktopParts<Image, Menu> {
  readonly app: AppHandle;
  readonly keeper: CoordinatorKeeper;
  readonly window: WindowParts;
  readonly tray: TrayParts<Image, Menu>;
  readonly platform: NodeJS.Platform;
  /** Started with the PC: no window opens where a tray or the dock can bring it. */
  readonly hidden: boolean;
  /** What the app was started for. */
  readonly wish: Wish | null;
  readonly copy: (text: string) => void;
  /** Shows the folder of the logs. */
  readonly showLogs: () => void;
  /** Tells why the office cannot start. @returns whether to try again; otherwise the app quits. */
  readonly explain: (problem: Problem) => Promise<boolean>;
  /** Asks whether to end an office that writes answers. */
  readonly confirmQuit: (answers: number) => Promise<boolean>;
  /** Shows a notification of the system, where it has them. */
  readonly notify: (notice: Notice, onClick: () => void) => void;
  /** Whether a person was told what closing the window does. */
  readonly told: { read(): boolean; write(): void };
  readonly power: PowerHandle;
  readonly calls: CallReceiver;
  readonly autostart: Autostart | null;
  readonly language: AppLanguage;
  readonly updates: { readonly updater: UpdaterHandle | null; readonly whyOff: string; readonly daily: DailyLook };
}

export class Desktop<Image, Menu> {
  readonly #parts: DesktopParts<Image, Menu>;
  readonly #window: OfficeWindow;
  readonly #tray: OfficeTray<Image, Menu>;
  readonly #updates: Updates;
  #status: OfficeStatus | null = null;
  #welcomed = false;
  #asking = false;
  #quitting: Promise<void> | null = null;
  #quit = false;

  constructor(parts: DesktopParts<Image, Menu>) {
    this.#parts = parts;
    const { app, keeper, window, tray, copy } = parts;
    this.#window = new OfficeWindow(window, () => this.#mayClose());
    const actions = {
      open: () => this.#window.show(),
      chat: () => this.#window.showPage('/chat'),
      copyAddress: copy,
      serve: (on: boolean) => keeper.tell({ type: 'serve', on }),
      troubleshoot: () => this.troubleshoot(),
      quit: () => app.quit(),
    };
    this.#tray = new OfficeTray(tray, actions, viewTray(keeper.state, null));
    const startAgain = (): void => {
      app.relaunch();
      app.quit();
    };
    this.#updates = new Updates({ ...parts.updates, endOffice: () => this.#end(), startAgain });
    openDesktopDoor({
      calls: parts.calls,
      autostart: parts.autostart,
      updates: this.#updates,
      language: parts.language,
      ownOrigin: () => this.#window.ownOrigin(),
      tell: (channel, view) => this.#window.send(channel, view),
    });
    parts.language.onChange(() => this.#updateTray());
    this.#followKeeper();
    this.#followApp();
    this.#followPower();
  }

  start(): void {
    void this.#tray.ensure();
    this.#parts.keeper.start();
  }

  /** The desktop's theme changed. */
  redraw(): void {
    this.#tray.redraw();
  }

  /** Where it is said what is wrong: on the Settings page, or in the logs while there is no page. */
  troubleshoot(): void {
    if (this.#parts.keeper.state.name === 'ready') this.#window.showPage('/settings');
    else this.#parts.showLogs();
  }

  #followKeeper(): void {
    const { keeper } = this.#parts;
    keeper.onState((state) => this.#follow(state));
    keeper.onStatus((status) => {
      this.#status = status;
      this.#updates.answersAre(status.answers);
      this.#updateTray();
    });
    keeper.onNotice((notice) => {
      // Whoever looks at the window sees it there.
      if (!this.#window.isFocused) this.#parts.notify(notice, () => this.#window.showPage(notice.page));
    });
    keeper.onShutdownWish(() => this.#leave());
  }

  #followApp(): void {
    const { app } = this.#parts;
    app.on('second-instance', (_event, argv, folder) => this.#open(readWish(argv.slice(1), folder)));
    app.on('activate', () => this.#window.show());
    for (const event of ['open-url', 'open-file'] as const)
      app.on(event, (opened, what) => {
        opened.preventDefault();
        this.#open(readWish([what], '/'));
      });
    // Nothing: serving goes on without a window.
    app.on('window-all-closed', () => undefined);
    app.on('before-quit', (event) => {
      if (this.#quit) return;
      event.preventDefault();
      void this.#quitIfWanted();
    });
  }

  #followPower(): void {
    const { power, keeper } = this.#parts;
    power.on('suspend', () => keeper.tell({ type: 'power', event: 'sleep' }));
    power.on('resume', () => keeper.tell({ type: 'power', event: 'wake' }));
    // The system does not wait for an answer to a question.
    power.on('shutdown', () => this.#leave());
  }

  #open(wish: Wish | null): void {
    if (wish) this.#window.showPage(pageOf(wish));
    else this.#window.show();
  }

  #follow(state: KeeperState): void {
    if (state.name !== 'ready') {
      this.#status = null;
      this.#updates.answersAre(0);
    }
    this.#updateTray();
    if (state.name === 'failed') void this.#explain(state.problem);
    if (state.name !== 'ready') return;
    this.#window.load(state.link);
    // A coordinator that was started again does not push a hidden window to the front.
    if (!this.#welcomed) void this.#welcome();
    this.#welcomed = true;
  }

  async #welcome(): Promise<void> {
    const { hidden, wish } = this.#parts;
    if (wish) return this.#open(wish);
    if (hidden && (await stayHidden(() => this.#comesBack()))) return;
    this.#window.show();
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
    if (!(await this.#comesBack())) return this.#parts.app.quit();
    this.#window.hide();
    const { told, notify, platform } = this.#parts;
    if (told.read()) return;
    told.write();
    const body =
      platform === 'darwin'
        ? t('Its icon in the dock and in the menu bar brings the window back; Quit in the icon’s menu ends the office.')
        : t('Its icon in the tray brings the window back; Quit in the icon’s menu ends the office.');
    notify({ title: t('AIvailable goes on serving'), body, page: '/chat' }, () => this.#window.show());
  }

  /** Whether something is seen that brings a hidden window back. */
  async #comesBack(): Promise<boolean> {
    return (await this.#tray.ensure()) || this.#parts.platform === 'darwin';
  }

  async #quitIfWanted(): Promise<void> {
    if (this.#quitting || this.#asking) return;
    const answers = this.#status?.answers ?? 0;
    this.#asking = true;
    const wanted = answers === 0 || (await this.#parts.confirmQuit(answers));
    this.#asking = false;
    if (wanted) this.#leave();
  }

  #leave(): void {
    if (this.#quitting) return;
    void this.#end().then(() => this.#parts.app.quit());
  }

  /** Ends the office in order; what quits the app afterwards is not held up any more. */
  #end(): Promise<void> {
    this.#quitting ??= this.#endAll();
    return this.#quitting;
  }

  async #endAll(): Promise<void> {
    this.#window.hide();
    this.#updates.close();
    await this.#parts.keeper.close();
    this.#tray.close();
    this.#quit = true;
  }
}
