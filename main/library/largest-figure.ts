/** The most of any layer, where a header tells a figure once or layer by layer. A list may be as long as a hostile file makes it. */
export const largestFigure = (value: unknown): number =>
  Array.isArray(value) ? value.reduce((most: number, one) => Math.max(most, Number(one)), 0) : Number(value);
