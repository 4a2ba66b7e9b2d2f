import type { ReactElement } from 'react';

/** A sentence in which names such as DESIGN-01 are never broken at their hyphen. */
export const WholeNames = ({ text }: { readonly text: string }): ReactElement => (
  <>
    {text.split(/(\S*-\S*)/).map((part, index) =>
      part.includes('-') ? (
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
