/** The page that stands in for the window where only the programs were built. */
import type { Language } from '../../words/languages.ts';
import type { t as speaks } from '../../words/words.ts';
import { markup } from '../base/markup.ts';

/** @param t speaks that language */
export const notBuilt = (language: Language, t: typeof speaks): string =>
  markup`<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<title>AIvailable</title>
<h1>${t('The window is not built yet')}</h1>
<p>${t('The service runs, and programs can use it; only this page is missing.')}</p>
<p>${t('In the program’s folder run this command, then load this page again:')} <code>npm run build</code></p>
</html>
`.text;
