import type { ReactElement, ReactNode } from 'react';
import { Icon } from '../../../ui/mark/Icon.tsx';

interface Props {
  readonly name: string;
  /** Under the name: what is known of it. */
  readonly children: ReactNode;
  /** What can be done with it. */
  readonly acts: ReactNode;
  readonly failed?: boolean;
}

/** A PC that may come into the office, whichever way. */
export const NewcomerCard = ({ name, children, acts, failed = false }: Props): ReactElement => (
  <li className={`add ${failed ? 'add-failed' : ''}`}>
    <Icon name="pc" size={20} />
    <div className="grow">
      <div className="strong trunc">{name}</div>
      {children}
    </div>
    {acts}
  </li>
);
