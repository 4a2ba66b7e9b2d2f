/** Tells the page in which window it is. It gets nothing that could do anything. */
import electron = require('electron');

electron.contextBridge.exposeInMainWorld('desktop', {
  platform: process.platform,
  electron: process.versions.electron,
});
