import type { ReactElement } from 'react';

/** Something goes on; the words beside it say what. */
export const WaitingRing = (): ReactElement => (
  <svg className="i ring" viewBox="0 0 16 16" aria-hidden="true">
    <circle cx="8" cy="8" r="5.5" strokeDasharray="10 24.6" />
    <circle cx="8" cy="8" r="5.5" opacity=".25" />
  </svg>
);
