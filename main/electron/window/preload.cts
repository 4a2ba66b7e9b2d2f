/**
 * Tells the page in which window it is, and where a file lies that a person dropped there; lets it ask the app for the few things of
 * contract/desktop.ts. Who asks is checked where it is answered.
 */

// Not `import electron = require(…)`: that is no erasable syntax.
const { contextBridge, ipcRenderer, webUtils }: typeof import('electron') = require('electron');

// As in contract/desktop.ts, from which a sandboxed script cannot import; a test compares them.
const calls = 'aivailable:call';
const changes = 'aivailable:changed';

contextBridge.exposeInMainWorld('desktop', {
  platform: process.platform,
  electron: process.versions.electron,
  /** The path of a File that a person chose; empty for one that the page made itself. */
  pathOf: (file: File): string => webUtils.getPathForFile(file),
  call: (call: unknown): Promise<unknown> => ipcRenderer.invoke(calls, call),
  onChange: (listener: (view: unknown) => void): (() => void) => {
    const hear = (_event: unknown, view: unknown): void => listener(view);
    ipcRenderer.on(changes, hear);
    return () => void ipcRenderer.off(changes, hear);
  },
});
