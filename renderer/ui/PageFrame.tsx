import type { ReactElement, ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly end?: ReactNode;
  readonly children: ReactNode;
}

/** The head and the body of every page but Chat. */
export const PageFrame = ({ title, end, children }: Props): ReactElement => (
  <main className="main" id="main" tabIndex={-1}>
    <header className="head">
      <h1>{title}</h1>
      <div className="end">{end}</div>
    </header>
    {children}
  </main>
);
