/** Preloaded (`--import`) into a plain Node that stands in for Electron's utility process: `process.parentPort` over fork's channel. */
import { EventEmitter } from 'node:events';

class ParentPort extends EventEmitter {
  postMessage(message: unknown): void {
    process.send?.(message);
  }
}

const parentPort = new ParentPort();
process.on('message', (data) => parentPort.emit('message', { data }));
Object.assign(process, { parentPort, resourcesPath: process.env['TEST_RESOURCES_PATH'] });
