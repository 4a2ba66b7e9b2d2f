/** The languages that the office speaks to people: their tag (BCP 47), and their name in themselves. */
export const languages = [
  { tag: 'en-GB', name: 'English' },
  { tag: 'pt-PT', name: 'Português' },
] as const;

export type Language = (typeof languages)[number]['tag'];

/** The language of ours that a person would like best, of the tags that their system names; English where we have none of them. */
export function nearestLanguage(tags: readonly string[]): Language {
  for (const tag of tags) {
    const found = languages.find((one) => one.tag.slice(0, 2) === tag.slice(0, 2).toLowerCase());
    if (found) return found.tag;
  }
  return 'en-GB';
}
