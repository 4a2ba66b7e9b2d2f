/** A program of the product that runs on a PC of the rig, and the last line that it wrote. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import type { Pc } from './pc.ts';

export class RigProgram<Line> {
  readonly #child: ChildProcessWithoutNullStreams;
  #last: Line | null = null;
  #said = '';

  /** Starts one of test/rig/programs. @param shape of each line that it writes, as JSON */
  constructor(pc: Pc, name: string, args: readonly string[], shape: z.ZodType<Line>) {
    const file = path.join(import.meta.dirname, 'programs', `${name}.ts`);
    this.#child = pc.run(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args]);
    createInterface({ input: this.#child.stdout }).on('line', (line) => (this.#last = shape.parse(JSON.parse(line))));
    this.#child.stderr.on('data', (text: Buffer) => (this.#said += text.toString()));
  }

  /** What it wrote last. @throws Error with what it said, when it ended */
  get last(): Line | null {
    if (this.#child.exitCode !== null && this.#child.exitCode !== 0) throw new Error(`it ended: ${this.#said}`);
    return this.#last;
  }

  write(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  /** Ends it with this signal. @returns its exit code */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return this.#child.exitCode;
    const ended = once(this.#child, 'exit');
    this.#child.kill(signal);
    await ended;
    return this.#child.exitCode;
  }
}
