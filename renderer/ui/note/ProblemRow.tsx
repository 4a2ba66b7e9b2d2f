import type { ReactElement, ReactNode } from 'react';
import type { Problem } from '../../../contract/errors.ts';
import type { Notice } from '../../../contract/notice.ts';
import { retell } from '../../../words/retell.ts';
import { Icon } from '../mark/Icon.tsx';

interface Props {
  /** One or two words: "Not finished." */
  readonly word: string;
  readonly tone: 'warn' | 'bad';
  /** As a program of the office told it. */
  readonly problem: Notice | Pick<Problem, 'message' | 'effect' | 'action'>;
  readonly children?: ReactNode;
}

/** An error where it happened: reason, effect, and one thing to do. */
export const ProblemRow = ({ word, tone, problem, children }: Props): ReactElement => (
  <div className="problem">
    <div>
      <p>
        <span className={`${tone} problem-word`}>
          <Icon name={tone === 'warn' ? 'warn' : 'state-lost'} />
          {word}
        </span>{' '}
        {retell('reason' in problem ? problem.reason : problem.message)}
      </p>
      <p className="small ink2">
        {retell(problem.effect)} {retell(problem.action)}
      </p>
    </div>
    {children}
  </div>
);
