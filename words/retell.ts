/**
 * What the office's programs say, in the reader's language. Over the wire they speak English, to the window as to everyone (ADR
 * 30): a sentence that a pattern of the catalogue `told` fits is said again with what stood in it; any other stays as it came.
 */
import { language } from './words.ts';

let sayAgain: ((sentence: string) => string) | undefined;

/** Loads the catalogue of what is told; before that, and in English, everything stays as it came. */
export async function learnToRetell(): Promise<void> {
  if (language() === 'pt-PT') ({ sayAgain } = await import('./say-again.ts'));
}

/** @param sentence one or more sentences, with or without a full stop, as a program of the office said them. */
export const retell = (sentence: string): string =>
  language() === 'en-GB' || !sayAgain ? sentence : sayAgain(sentence);
