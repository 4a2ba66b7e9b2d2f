import type { ReactElement, ReactNode } from 'react';
import { Icon } from './Icon.tsx';

interface Props {
  /** One or two words: "Not finished." */
  readonly word: string;
  readonly tone: 'warn' | 'bad';
  readonly reason: string;
  readonly effect: string;
  readonly action: string;
  readonly children?: ReactNode;
}

/** An error where it happened: reason, effect, and one thing to do. */
export const ProblemRow = ({ word, tone, reason, effect, action, children }: Props): ReactElement => (
  <div className="problem">
    <div>
      <p>
        <span className={`${tone} problem-word`}>
          <Icon name={tone === 'warn' ? 'warn' : 'state-lost'} />
          {word}
        </span>{' '}
        {reason}
      </p>
      <p className="small ink2">
        {effect} {action}
      </p>
    </div>
    {children}
  </div>
);
