/** Which language this browser shows: the system's, unless a person chose one. */
import { languages, nearestLanguage, type Language } from '../../words/languages.ts';
import { learnToRetell } from '../../words/retell.ts';
import { speak } from '../../words/words.ts';
import { storedChoice } from './stored-choice.ts';

export type LanguageChoice = Language | 'system';

export function storedLanguage(): LanguageChoice {
  const stored = storedChoice.read('language');
  return languages.find(({ tag }) => tag === stored)?.tag ?? 'system';
}

/** Shows the window in it from now on, and at the next visit. */
export function chooseLanguage(choice: LanguageChoice): Promise<void> {
  storedChoice.write('language', choice === 'system' ? '' : choice);
  return speakChosen();
}

/** Speaks what was chosen; to be awaited before the first page is drawn. */
export async function speakChosen(): Promise<void> {
  const choice = storedLanguage();
  const chosen = choice === 'system' ? nearestLanguage(navigator.languages) : choice;
  await speak(chosen);
  await learnToRetell();
  document.documentElement.lang = chosen;
}
