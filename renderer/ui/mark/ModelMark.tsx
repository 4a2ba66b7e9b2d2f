import type { ReactElement } from 'react';

interface Props {
  readonly code: string;
  /** 1 to 8; 0 past the eighth model; null: the office has given it none. */
  readonly colour: number | null;
}

/** A model's colour and code, always together. The name stands beside it, so it is silent. */
export const ModelMark = ({ code, colour }: Props): ReactElement => (
  <span
    className={`mk ${colour === null ? 'mk-none' : `m${colour}`} ${code.length > 2 ? 'c3' : ''}`}
    aria-hidden="true"
  >
    {code}
  </span>
);
