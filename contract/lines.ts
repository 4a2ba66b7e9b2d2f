/** Lines of JSON over a byte stream: how every stream inside the tunnel is written. */

/** A value as one line. JSON escapes line ends in strings, so a line is a value. */
export const toLine = (value: unknown): string => `${JSON.stringify(value)}\n`;

/** Cuts chunks of text into whole lines. Give it decoded text; it keeps the unfinished rest. */
export class LineSplitter {
  #rest = '';
  readonly #maxLength: number;

  /** @param maxLength characters that an unfinished line may have before `push` throws: bounds the memory. */
  constructor(maxLength = 16 * 1024 * 1024) {
    this.#maxLength = maxLength;
  }

  push(chunk: string): string[] {
    const lines = chunk.split('\n');
    // Only what is new is searched: a line that never ends would be read again with each chunk.
    lines[0] = this.#rest + (lines[0] ?? '');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > this.#maxLength) throw new RangeError(`a line has over ${this.#maxLength} characters`);
    return lines.filter((line) => line !== '');
  }
}
