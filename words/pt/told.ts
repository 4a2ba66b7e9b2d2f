/** What the office's programs say: the catalogue for `retell`. */
import sentences from './told.json' with { type: 'json' };

export const told: Readonly<Record<string, string>> = sentences;
