/** Shuts a window's page in: it stays on the coordinator's origin, opens no window and embeds nothing. */
import { destinationOf } from './navigation.ts';

interface Preventable {
  preventDefault(): void;
}

/** What is needed of Electron's WebContents. */
export interface GuardedContents {
  on(event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect', listener: (event: Navigation) => void): unknown;
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: 'deny' }): void;
}

interface Navigation extends Preventable {
  readonly url: string;
  readonly isMainFrame: boolean;
}

interface SecureParts {
  readonly ownOrigin: () => string | null;
  /** Opens a web address in the browser of this PC. */
  readonly openOutside: (url: string) => void;
}

export function secureContents(contents: GuardedContents, { ownOrigin, openOutside }: SecureParts): void {
  contents.on('will-navigate', (event) => {
    const destination = destinationOf(event.url, ownOrigin());
    if (destination === 'inside') return;
    event.preventDefault();
    if (destination === 'outside') openOutside(event.url);
  });
  const stayInside = (event: Navigation): void => {
    if (destinationOf(event.url, ownOrigin()) !== 'inside') event.preventDefault();
  };
  contents.on('will-redirect', stayInside);
  contents.on('will-frame-navigate', (event) => {
    // The main frame is decided on above; deciding twice would open a link twice.
    if (!event.isMainFrame) stayInside(event);
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (destinationOf(url, ownOrigin()) !== 'nowhere') openOutside(url);
    return { action: 'deny' };
  });
}
