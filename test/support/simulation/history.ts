/** What happened, for whoever must find out why an invariant broke. */

const kept = 400;

export class History {
  readonly #now: () => number;
  readonly #startedAt: number;
  readonly #last: string[] = [];
  /** Over all lines: two runs of one seed have the same. */
  #digest = 0x811c9dc5;

  constructor(now: () => number) {
    this.#now = now;
    this.#startedAt = now();
  }

  get digest(): string {
    return (this.#digest >>> 0).toString(16);
  }

  note(what: string): void {
    const line = `${this.time()} ${what}`;
    for (let at = 0; at < line.length; at += 1) {
      this.#digest = Math.imul(this.#digest ^ line.charCodeAt(at), 0x01000193);
    }
    this.#last.push(line);
    if (this.#last.length > 2 * kept) this.#last.splice(0, kept);
  }

  /** "26:03:07.250": hours, minutes and seconds since the start. */
  time(): string {
    const milliseconds = this.#now() - this.#startedAt;
    const two = (figure: number): string => String(Math.floor(figure)).padStart(2, '0');
    const seconds = milliseconds / 1000;
    const rest = String(milliseconds % 1000).padStart(3, '0');
    return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${rest}`;
  }

  /** The last lines, the newest at the end. */
  last(lines: number): string[] {
    return this.#last.slice(-lines);
  }
}
