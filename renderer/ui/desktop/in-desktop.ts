/** What the desktop's own window gives to its page. @see main/electron/window/preload.cts */
interface DesktopBridge {
  readonly pathOf?: (file: File) => string;
  readonly call?: (call: unknown) => Promise<unknown>;
  /** Returns how to stop listening. */
  readonly onChange?: (listener: (view: unknown) => void) => () => void;
}

export const desktopBridge: DesktopBridge | null =
  typeof window !== 'undefined' && 'desktop' in window ? (window.desktop as DesktopBridge) : null;

/** Whether this is the desktop's own window. A browser keeps some keys for itself (Ctrl+N), and hints must not lie. */
export const inDesktop = desktopBridge !== null;

/** Where a file lies that a person dropped or chose; null: a browser does not tell. */
export const pathOfFile = (file: File): string | null => desktopBridge?.pathOf?.(file) || null;
