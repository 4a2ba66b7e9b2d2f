import type { LicenceView } from '../../../contract/library.ts';
import { retell } from '../../../words/retell.ts';
import { t } from '../../../words/words.ts';

/** What one may do with it: "Free for any use (Apache-2.0)", "On conditions: free up to 700 million users (…)". */
export function licenceWords({ business, note: inEnglish, name }: LicenceView): string {
  const note = retell(inEnglish);
  return business === 'terms'
    ? t('On conditions: {{note}} ({{name}})', { note, name })
    : `${note.slice(0, 1).toUpperCase()}${note.slice(1)} (${name})`;
}
