/** The tray's icon: shown where the desktop has a place for it, and kept up to date. */
import type { MenuItemConstructorOptions } from 'electron';
import type { ServingState } from '../../../contract/serving-state.ts';
import { t } from '../../../words/words.ts';
import { trayMenu, type TrayActions } from './tray-menu.ts';
import type { TrayView } from './tray-view.ts';

export interface TrayHandle<Image, Menu> {
  setImage(image: Image): void;
  setToolTip(text: string): void;
  setContextMenu(menu: Menu): void;
  on(event: 'click', listener: () => void): unknown;
  destroy(): void;
}

export interface TrayParts<Image, Menu> {
  readonly create: (image: Image) => TrayHandle<Image, Menu>;
  readonly image: (state: ServingState) => Image;
  readonly menu: (template: MenuItemConstructorOptions[]) => Menu;
  /** Whether the desktop shows tray icons now. */
  readonly hasHost: () => Promise<boolean>;
  /** On macOS a click opens the menu, and does nothing else. */
  readonly clickOpens: boolean;
}

export class OfficeTray<Image, Menu> {
  readonly #parts: TrayParts<Image, Menu>;
  readonly #actions: TrayActions;
  #handle: TrayHandle<Image, Menu> | null = null;
  #view: TrayView;
  #isReady = false;
  #shown = '';

  constructor(parts: TrayParts<Image, Menu>, actions: TrayActions, first: TrayView) {
    this.#parts = parts;
    this.#actions = actions;
    this.#view = first;
  }

  /** Shows the icon if it can be seen. @returns whether it can. */
  async ensure(): Promise<boolean> {
    const hasHost = await this.#parts.hasHost();
    if (hasHost && !this.#handle) {
      this.#handle = this.#parts.create(this.#parts.image(this.#view.icon));
      if (this.#parts.clickOpens) this.#handle.on('click', this.#actions.open);
      this.#draw();
    }
    return hasHost;
  }

  update(view: TrayView, isReady: boolean): void {
    this.#view = view;
    this.#isReady = isReady;
    // An open menu closes when it is replaced, so only what is new is drawn.
    const shown = JSON.stringify([view, isReady]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#draw();
  }

  /** Draws it again, for another theme. */
  redraw(): void {
    this.#draw();
  }

  close(): void {
    this.#handle?.destroy();
    this.#handle = null;
  }

  #draw(): void {
    const { image, menu } = this.#parts;
    this.#handle?.setImage(image(this.#view.icon));
    this.#handle?.setToolTip(t('AIvailable: {{state}}', { state: this.#view.lines[0] ?? '' }));
    this.#handle?.setContextMenu(menu(trayMenu(this.#view, this.#isReady, this.#actions)));
  }
}
