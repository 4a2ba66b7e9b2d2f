import type { ReactElement } from 'react';

interface Props {
  readonly label: string;
  /** 0 to 1. */
  readonly value: number;
}

/** How far something is. */
export const Progress = ({ label, value }: Props): ReactElement => (
  <progress className="prog" aria-label={label} max={1} value={value} />
);
