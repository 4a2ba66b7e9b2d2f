import { cloneElement, Fragment, type ReactElement, type ReactNode } from 'react';
import { inPieces } from '../../../words/words.ts';

interface Props {
  /** English, with a tag where a part stands: "Ask <name>{{who}}</name>". A literal: the test of the catalogues reads it. */
  readonly text: string;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly parts: Readonly<Record<string, ReactElement>>;
}

/** `<name>…</name>`, or `<name/>` for a part that has its own content. */
const tagged = /<(\w+)(?:\/>|>(.*?)<\/\1>)/g;

/** A text of the catalogues with elements in it. Values are text, whatever they hold: tags are read before those are filled in. */
export function Trans({ text, values = {}, parts }: Props): ReactElement {
  const { whole, fill } = inPieces(text, values);
  const drawn = (piece: string): ReactNode[] => {
    const nodes: ReactNode[] = [];
    let end = 0;
    for (const { 0: all, 1: name = '', 2: content, index } of piece.matchAll(tagged)) {
      const inner = content === undefined ? [] : drawn(content);
      const part = parts[name] ?? <Fragment />;
      nodes.push(fill(piece.slice(end, index)), cloneElement(part, { key: index }, ...inner));
      end = index + all.length;
    }
    return [...nodes, fill(piece.slice(end))];
  };
  return <>{drawn(whole)}</>;
}
