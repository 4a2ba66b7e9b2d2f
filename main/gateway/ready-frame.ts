/** A frame of a stream that differs in one text only: it is written once, and joined for each token. */
export function readyFrame(write: (text: string) => string): (text: string) => string {
  const mark = '\u0000';
  const [before = '', after = ''] = write(mark).split(JSON.stringify(mark));
  return (text) => before + JSON.stringify(text) + after;
}
