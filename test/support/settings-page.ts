import { scriptedWindow, type Visitor } from './scripted-window.ts';

/** One Chromium for all tests of a file. @returns opens the window at its settings, or elsewhere, over a scripted office. */
export function settingsPage() {
  const openWindow = scriptedWindow();
  return async (at = '/settings', visitor: Visitor = {}) => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const opened = await openWindow(`/#${at}`, { office: 'linden', tickMs: 600_000 }, { permissions, ...visitor });
    // Not by its role: behind a dialog the page is hidden from who asks so.
    await opened.page.locator('h1').waitFor();
    return opened;
  };
}
