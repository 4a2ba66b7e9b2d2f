import { useSyncExternalStore } from 'react';
import type { Language } from '../../../words/languages.ts';
import { language, onLanguage } from '../../../words/words.ts';

/** The language that is spoken now. Texts are read while drawing: what stands below it is drawn anew when it changes. */
export const useLanguage = (): Language => useSyncExternalStore(onLanguage, language);
