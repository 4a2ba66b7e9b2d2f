/**
 * What a model thinks before it answers. Models that think write "<think>…</think>" in front; only what an answer begins with is
 * taken for it, so that an answer may speak of the tags. Blank space around the thoughts belongs to neither side.
 */
const opening = '<think>';
const closing = '</think>';

/** What can be sent now, perhaps nothing. */
export interface Said {
  readonly thinking: string;
  readonly text: string;
}

/** Splits an answer while it comes, in pieces of any length. What may still be a tag is held back. */
export class Thinking {
  #where: 'before' | 'thinking' | 'after' | 'answer' = 'before';
  #held = '';
  /** No thought came yet: blank space in front of the first one is dropped. */
  #blank = true;

  push(text: string): Said {
    if (this.#where === 'answer') return { thinking: '', text };
    this.#held += text;
    if (this.#where === 'before') this.#open();
    const thinking = this.#where === 'thinking' ? this.#think() : '';
    return { thinking, text: this.#answer() };
  }

  /** The end of the answer: gives what was held back. */
  end(): Said {
    const held = this.#held;
    this.#held = '';
    if (this.#where === 'thinking') return { thinking: held.trimEnd(), text: '' };
    return { thinking: '', text: this.#where === 'before' ? held : '' };
  }

  #open(): void {
    const seen = this.#held.trimStart();
    if (opening.startsWith(seen)) {
      if (seen === opening) this.#enter('');
    } else if (seen.startsWith(opening)) this.#enter(seen.slice(opening.length));
    else this.#where = 'answer';
  }

  #enter(rest: string): void {
    this.#where = 'thinking';
    this.#held = rest;
  }

  #think(): string {
    if (this.#blank) this.#held = this.#held.trimStart();
    this.#blank &&= this.#held === '';
    const end = this.#held.indexOf(closing);
    const free = end >= 0 ? end : this.#held.length - beginOf(closing, this.#held);
    const thinking = this.#held.slice(0, free).trimEnd();
    if (end >= 0) {
      this.#where = 'after';
      this.#held = this.#held.slice(end + closing.length);
    } else this.#held = this.#held.slice(thinking.length);
    return thinking;
  }

  #answer(): string {
    if (this.#where === 'after') this.#held = this.#held.trimStart();
    if (this.#where === 'after' && this.#held !== '') this.#where = 'answer';
    if (this.#where !== 'answer') return '';
    const text = this.#held;
    this.#held = '';
    return text;
  }
}

/** Splits a whole answer. */
export function splitThinking(answer: string): Said {
  const split = new Thinking();
  const first = split.push(answer);
  const last = split.end();
  return { thinking: first.thinking + last.thinking, text: first.text + last.text };
}

/** How many characters at the end of the text may be the beginning of the tag. */
function beginOf(tag: string, text: string): number {
  let length = Math.min(tag.length - 1, text.length);
  while (length > 0 && !text.endsWith(tag.slice(0, length))) length -= 1;
  return length;
}
