import type { ReactElement, ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
}

/** What stands on a page that has nothing to show yet: what it will be, and the next step. */
export const EmptyState = ({ title, children }: Props): ReactElement => (
  <div className="body vacant">
    <div className="fr">
      <h2>{title}</h2>
      <div className="lead">{children}</div>
    </div>
  </div>
);
