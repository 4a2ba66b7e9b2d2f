/**
 * What people read, in their language. English is the source: a text stands in English where it is used, and is its own key.
 * The catalogues: in pt every text, a file for each part of the product; in en only what differs by number ("…_one"). A test
 * finds texts without an entry, and entries without a text.
 */
import { createInstance } from 'i18next';
import english from './en/counted.json' with { type: 'json' };
import type { Language } from './languages.ts';

/** A text of the catalogues that is said later: made by `msg`, so that the test finds it. */
export type Message = string & { readonly isMessage: true };

type Values = Readonly<Record<string, string | number>>;
/** Keys stand in the source as they are: what is put together at run time is in no catalogue. */
type Known<K extends string> = K extends Message ? K : string extends K ? Message : K;

const translator = createInstance();
// English comes with the program, so this is done when it returns.
void translator.init({
  lng: 'en-GB',
  fallbackLng: 'en-GB',
  resources: { 'en-GB': { translation: english } },
  initAsync: false,
  // Keys are sentences: their dots and colons mean nothing.
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
});

/**
 * A text in the reader's language. `{{name}}` in it takes `values.name`; `{{count, number}}` is written as the language
 * writes numbers, and a `count` chooses the text's form. `context` tells apart what only English says alike.
 */
export function t<const K extends string>(text: Known<K>, values: Values = {}): string {
  return translator.t(text, values);
}

/**
 * Says texts in a language of its own, whatever is spoken now: for pages that are written for several readers at once.
 * @param book its texts in that language; English needs none
 */
export function speaker(chosen: Language, book: Readonly<Record<string, string>>): typeof t {
  const name = 'apart';
  if (chosen !== 'en-GB' && !translator.hasResourceBundle(chosen, name)) {
    translator.addResourceBundle(chosen, name, book);
  }
  const say = translator.getFixedT(chosen, name);
  return (text, values) => say(text, { ...values });
}

/** A text with elements in it, as `Trans` draws it: in the reader's language, its values still to be filled in, piece by piece. */
export function inPieces(text: string, values: Values): { whole: string; fill: (piece: string) => string } {
  const { interpolator } = translator.services;
  return {
    whole: translator.t(text, { ...values, skipInterpolation: true }),
    fill: (piece) => interpolator.interpolate(piece, values, language(), {}),
  };
}

/** Marks a text that stands apart from where it is said: `t(msg('Ready'))`. */
export const msg = (text: string): Message => text as Message;

/** The language that is spoken now. */
export const language = (): Language => translator.language as Language;

/** Speaks another language from now on: its catalogue is loaded first. */
export async function speak(chosen: Language): Promise<void> {
  if (chosen === language()) return;
  if (chosen === 'pt-PT' && !translator.hasResourceBundle(chosen, 'translation')) {
    const { portuguese } = await import('./pt/all.ts');
    translator.addResourceBundle(chosen, 'translation', portuguese);
  }
  await translator.changeLanguage(chosen);
}

/** Tells when another language is spoken. @returns ends it. */
export function onLanguage(listener: () => void): () => void {
  translator.on('languageChanged', listener);
  return () => translator.off('languageChanged', listener);
}
