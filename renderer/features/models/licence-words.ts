import type { LicenceView } from '../../../contract/library.ts';

/** What one may do with it: "Free for any use (Apache-2.0)", "On conditions: free up to 700 million users (…)". */
export const licenceWords = ({ business, note, name }: LicenceView): string =>
  business === 'terms'
    ? `On conditions: ${note} (${name})`
    : `${note.slice(0, 1).toUpperCase()}${note.slice(1)} (${name})`;
