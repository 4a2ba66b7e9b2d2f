import type { ReactElement, ReactNode } from 'react';
import { CopyButton } from './CopyButton.tsx';

interface Props {
  readonly title: string;
  /** What is copied. */
  readonly code: string;
  /** How the code is called to people who do not see it. */
  readonly what: string;
  /** The code as it is shown. */
  readonly children: ReactNode;
}

/** Code with a title and a way to copy it. */
export const CodeFrame = ({ title, code, what, children }: Props): ReactElement => (
  <div className="codebox">
    <div className="bar2">
      <span>{title}</span>
      <CopyButton text={code} what={what} word />
    </div>
    {/* Reached by Tab, so that long lines can be scrolled without a mouse. */}
    {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
    <pre tabIndex={0}>{children}</pre>
  </div>
);
