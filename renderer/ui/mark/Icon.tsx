import type { ReactElement } from 'react';
import { iconShapes } from './icon-shapes.tsx';

export type IconName = keyof typeof iconShapes;

interface Props {
  readonly name: IconName;
  readonly size?: 16 | 20;
  readonly className?: string | undefined;
}

/** An icon that decorates a word or a named control; it says nothing by itself. */
export const Icon = ({ name, size = 16, className = '' }: Props): ReactElement => (
  <svg className={`i ${size === 20 ? 'i-20' : ''} ${className}`} viewBox="0 0 16 16" aria-hidden="true">
    {iconShapes[name]}
  </svg>
);
