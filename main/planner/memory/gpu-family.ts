/** The family of a GPU: cards of one family load alike, so that what one of them measured is true of all. Pure. */

/** Ways in which makers name their cards, with what stands for the family in the name. The first that fits counts. */
const namings: readonly (readonly [pattern: RegExp, family: (...parts: string[]) => string])[] = [
  [/\bquadro rtx\b/, () => 'quadro rtx'],
  [/\b(quadro|tesla) ?([a-z])\d/, (line, letter) => `${line} ${letter}`],
  [/\brtx a\d{3,4}\b/, () => 'rtx a'],
  // GTX 1060, RTX 3060, GT 710, MX 150: all but the last two figures.
  [/\b(gtx|rtx|gt|mx) ?(\d{1,2})\d{2}\b/, (line, generation) => `${line} ${generation}`],
  [/\bvega\b/, () => 'vega'],
  // RX 580, RX 6600, HD 7970, R9 390, Pro WX 5100: the first figure.
  [/\b(rx|hd|r[579]|wx|w) ?(\d)(\d{2,3})\b/, (line, first, rest) => `${line} ${first}${'0'.repeat(rest.length)}`],
  [/\barc(?:\(tm\))? ?(?:pro )?([ab])\d/, (letter) => `arc ${letter}`],
  [/\bapple m(\d)/, (generation) => `apple m${generation}`],
  [/\bllvmpipe\b/, () => 'llvmpipe'],
];

/** @param gpu its name: "NVIDIA GeForce GTX 1060 6GB" → "gtx 10". A name that tells no family is a family of its own. */
export function familyOf(gpu: string): string {
  const name = gpu
    .toLowerCase()
    .replaceAll(/\((r|tm)\)/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  for (const [pattern, family] of namings) {
    const found = pattern.exec(name);
    if (found) return family(...found.slice(1));
  }
  return name;
}
