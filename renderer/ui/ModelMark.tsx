import type { ReactElement } from 'react';

interface Props {
  readonly code: string;
  /** 1 to 8; 0 past the eighth model. */
  readonly colour: number;
}

/** A model's colour and code, always together. The name stands beside it, so it is silent. */
export const ModelMark = ({ code, colour }: Props): ReactElement => (
  <span className={`mk m${colour} ${code.length > 2 ? 'c3' : ''}`} aria-hidden="true">
    {code}
  </span>
);
