/**
 * Keeps the texts of control tokens in what people and programs wrote from becoming control tokens. A template puts such words
 * anywhere, as they are or as JSON; so the marks are set between two characters that no text has, and found again in what it made.
 */
const opening = '\uFDD0';
const closing = '\uFDD1';
const neither = /[\uFDD0-\uFDEF]/g;

/** A piece of a rendered prompt. `plain`: no part of it is a control token. */
interface PromptPart {
  readonly text: string;
  readonly plain: boolean;
}

export class ControlMarks {
  readonly #marks: RegExp | null;

  /** @param texts of the model's control tokens */
  constructor(texts: readonly string[]) {
    const escaped = texts
      .filter((text) => text !== '')
      .toSorted((a, b) => b.length - a.length)
      .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
    this.#marks = escaped.length === 0 ? null : new RegExp(escaped.join('|'), 'g');
  }

  /** The text with its marks set off. */
  setOff(text: string): string {
    const clean = text.replace(neither, '');
    return this.#marks === null ? clean : clean.replace(this.#marks, (mark) => opening + mark + closing);
  }

  /** The same for every text in a value, names of fields included. */
  setOffIn(value: unknown): unknown {
    if (typeof value === 'string') return this.setOff(value);
    if (Array.isArray(value)) return value.map((one) => this.setOffIn(one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [this.setOff(name), this.setOffIn(one)]));
  }

  /** What a template made of such texts, in parts. */
  static partsOf(rendered: string): PromptPart[] {
    return rendered.split(opening).flatMap((piece, at): PromptPart[] => {
      if (at === 0) return [{ text: piece.replace(neither, ''), plain: false }];
      const end = piece.indexOf(closing);
      const [mark, rest] = end < 0 ? [piece, ''] : [piece.slice(0, end), piece.slice(end + 1)];
      return [
        { text: mark.replace(neither, ''), plain: true },
        { text: rest.replace(neither, ''), plain: false },
      ];
    });
  }
}
