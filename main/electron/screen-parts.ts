/** Screens and the tray's drawing, as Electron tells and takes them. */
import path from 'node:path';
import { nativeImage, nativeTheme, screen } from 'electron';
import type { ServingState } from '../../contract/serving-state.ts';
import { trayImage } from './tray/tray-image.ts';

/** Work areas, the main one first. */
export function screens(): Electron.Rectangle[] {
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== main.id);
  return [main, ...others].map((display) => display.workArea);
}

/** @param folder of the tray's drawings */
export function drawTray(folder: string, state: ServingState): Electron.NativeImage {
  const { platform } = process;
  const dark = nativeTheme.shouldUseDarkColors;
  const desk = { platform, dark, desktop: process.env['XDG_CURRENT_DESKTOP'] ?? '' };
  const file = trayImage(state, { ...desk, scale: screen.getPrimaryDisplay().scaleFactor });
  const image = nativeImage.createFromPath(path.join(folder, file));
  image.setTemplateImage(platform === 'darwin');
  return image;
}
