/** Tells the page in which window it is. It gets nothing that could do anything. */

// Not `import electron = require(…)`: that is no erasable syntax.
const { contextBridge }: typeof import('electron') = require('electron');

contextBridge.exposeInMainWorld('desktop', {
  platform: process.platform,
  electron: process.versions.electron,
});
