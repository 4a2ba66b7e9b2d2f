/**
 * The clock of a PC of the rig. Linux has one time of day for all namespaces, so the programs of a PC are shown another one
 * (libfaketime): what Date.now() says jumps, what counts seconds since the start goes on, as when a person or NTP sets a clock.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const library = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/faketime/libfaketime.so.1`;

export class PcClock {
  readonly #file: string;

  /** @param file of its own */
  constructor(file: string) {
    if (!existsSync(library)) throw new Error('The clock of a PC needs the package libfaketime.');
    this.#file = file;
    mkdirSync(path.dirname(file), { recursive: true });
    this.jump(0);
  }

  /** What programs of the PC are started with. */
  get env(): NodeJS.ProcessEnv {
    return {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: this.#file,
      // Looked at again after a second.
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      FAKETIME_DISABLE_SHM: '1',
      NO_FAKE_STAT: '1',
    };
  }

  /** @param seconds before or after the true time */
  jump(seconds: number): void {
    writeFileSync(this.#file, `${seconds < 0 ? '' : '+'}${seconds}\n`);
  }
}
