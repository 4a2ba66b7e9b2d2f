/**
 * Text that a stranger sent, made fit for one line of a page or a log: no control, format or unassigned characters, which could
 * turn the text around or hide parts of it, and cut to a length.
 */
export const cleanText = (text: string, maxLength = 120): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\p{C}\uFFFD]/gu, '')
    .trim()
    .slice(0, maxLength)
    // Half of a character that was cut in two.
    .replace(/[\uD800-\uDBFF]$/, '');
