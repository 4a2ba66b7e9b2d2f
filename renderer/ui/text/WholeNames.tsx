import type { ReactElement } from 'react';

/** A figure with its unit, or a name with a hyphen. */
const whole = /(\d[\d.,]* (?:GB|MB|MB\/s|tokens|tokens\/s|s|min)(?![a-z/])|[^\s(]*-[^\s,;)]*)/;

/** A sentence in which names such as DESIGN-01, and figures such as 7.8 GB, are never broken. */
export const WholeNames = ({ text }: { readonly text: string }): ReactElement => (
  <>
    {text.split(whole).map((part, index) =>
      // What the pattern takes stands at the odd places.
      index % 2 === 1 ? (
        // The parts of one sentence have no other identity than their place.
        // eslint-disable-next-line react/no-array-index-key
        <span key={index} className="nowrap">
          {part}
        </span>
      ) : (
        part
      ),
    )}
  </>
);
