/** Where the window stands: remembered, and kept where a screen shows it. */
import { z } from 'zod';

export const Rectangle = z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() });
export type Rectangle = z.infer<typeof Rectangle>;

export const WindowPlace = z.object({ bounds: Rectangle, maximized: z.boolean() });
export type WindowPlace = z.infer<typeof WindowPlace>;

export const smallest = { width: 480, height: 480 };
const usual = { width: 1280, height: 840 };
/** Pixels of the window that must lie on a screen in each direction: enough to take hold of it. */
const grip = 100;

/**
 * @param remembered what was stored, of whatever shape.
 * @param screens work areas, the main one first.
 */
export function placeWindow(remembered: unknown, screens: readonly Rectangle[]): WindowPlace {
  const read = WindowPlace.safeParse(remembered);
  if (read.success && screens.some((screen) => isReachable(read.data.bounds, screen))) return read.data;
  return { bounds: centred(screens[0] ?? { x: 0, y: 0, ...usual }), maximized: read.success && read.data.maximized };
}

/** The title bar must be on the screen, as the window cannot be moved without it. */
function isReachable(window: Rectangle, screen: Rectangle): boolean {
  const shownWidth = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  const titleBarShown = window.y >= screen.y && window.y + grip <= screen.y + screen.height;
  return shownWidth >= grip && titleBarShown && window.width <= screen.width && window.height <= screen.height;
}

function centred(screen: Rectangle): Rectangle {
  const width = Math.min(usual.width, screen.width);
  const height = Math.min(usual.height, screen.height);
  return {
    x: screen.x + Math.round((screen.width - width) / 2),
    y: screen.y + Math.round((screen.height - height) / 2),
    width,
    height,
  };
}
