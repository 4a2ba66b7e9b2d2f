/** Tells the page in which window it is, and where a file lies that a person dropped there. It gets nothing that could do anything. */

// Not `import electron = require(…)`: that is no erasable syntax.
const { contextBridge, webUtils }: typeof import('electron') = require('electron');

contextBridge.exposeInMainWorld('desktop', {
  platform: process.platform,
  electron: process.versions.electron,
  /** The path of a File that a person chose; empty for one that the page made itself. */
  pathOf: (file: File): string => webUtils.getPathForFile(file),
});
