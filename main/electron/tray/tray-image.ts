/** Which drawing the tray shows. */
import type { ServingState } from '../../../contract/serving-state.ts';

interface Desk {
  readonly platform: NodeJS.Platform;
  /** The desktop's theme is dark. */
  readonly dark: boolean;
  /** XDG_CURRENT_DESKTOP, of Linux. */
  readonly desktop: string;
  readonly scale: number;
}

/** Name of the file in assets/icons/tray. "light" is drawn in white, for dark panels. */
export function trayImage(state: ServingState, { platform, dark, desktop, scale }: Desk): string {
  // GNOME's panel is dark under either theme; macOS tints a black template itself.
  const darkPanel = platform !== 'darwin' && (dark || (platform === 'linux' && /gnome|unity/i.test(desktop)));
  // Electron finds the doubled drawing of 16 pixels beside it; panels of Linux are 22 pixels high.
  const size = platform === 'linux' ? (scale > 1 ? 32 : 22) : 16;
  return `${state}-${darkPanel ? 'light' : 'dark'}-${size}.png`;
}
