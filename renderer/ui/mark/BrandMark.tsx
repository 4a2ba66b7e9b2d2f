import type { ReactElement } from 'react';

/** The product's mark, in the colour of the text. */
export const BrandMark = (): ReactElement => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path d="M5 2h11.5v5.2h-14V4.5A2.5 2.5 0 0 1 5 2zM2.5 8.9h19v4.2h-19zM2.5 14.8h12v.7A2.5 2.5 0 0 1 12 18h-1.6L6 22.2V18H5a2.5 2.5 0 0 1-2.5-2.5z" />
  </svg>
);
