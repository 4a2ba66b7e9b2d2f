/** `text` without case and accents, of the same length, so that a place in the one is the same place in the other. */
export const foldText = (text: string): string =>
  text.replace(/[^\0-@[-\x7f]/g, (unit) => unit.normalize('NFD').charAt(0).toLowerCase().charAt(0));
