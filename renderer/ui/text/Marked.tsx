import type { ReactElement } from 'react';
import type { MarkedText } from '../../../contract/chat.ts';

/** A text with what was searched for marked in it. */
export function Marked({ text: { text, marks } }: { readonly text: MarkedText }): ReactElement {
  const ends = [0, ...marks.map(({ to }) => to)];
  return (
    <>
      {marks.map(({ from, to }, index) => [
        text.slice(ends[index], from),
        <mark key={from}>{text.slice(from, to)}</mark>,
      ])}
      {text.slice(ends.at(-1))}
    </>
  );
}
