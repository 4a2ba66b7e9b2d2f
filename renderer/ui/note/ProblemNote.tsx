import type { ReactElement } from 'react';
import type { Problem } from '../../../contract/errors.ts';
import { retell } from '../../../words/retell.ts';
import { Note } from './Note.tsx';

/** A refusal where it was met, read out when it appears: reason, effect, and one thing to do. */
export const ProblemNote = ({ problem }: { readonly problem: Problem | null }): ReactElement => (
  <div role="alert">
    {problem && (
      <Note kind="bad">
        <span className="strong">{retell(problem.message)}</span> {retell(problem.effect)} {retell(problem.action)}
      </Note>
    )}
  </div>
);
