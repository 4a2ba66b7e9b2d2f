/** What comes in a stream, but for its comments and its last mark. */
export const piecesOf = (text: string): unknown[] =>
  text
    .split('\n')
    .map((line) => line.replace(/^data: /, ''))
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as unknown);
