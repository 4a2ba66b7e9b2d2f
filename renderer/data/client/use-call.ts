import { useEffect, useRef, useState } from 'react';
import type { Problem } from '../../../contract/errors.ts';
import { toProblem } from '../../../contract/problem.ts';

interface Call {
  readonly running: boolean;
  /** Why the last call was refused. */
  readonly problem: Problem | null;
  /** Starts `work`, and ends an older one. */
  readonly start: (work: (signal: AbortSignal) => Promise<void>) => void;
  readonly forget: () => void;
}

/**
 * One call that a person starts. It ends when the component goes away. Unlike a mutation of the query cache it keeps
 * nothing of what was sent: that may be a password.
 */
export function useCall(): Call {
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const current = useRef<AbortController | null>(null);
  useEffect(() => () => current.current?.abort(), []);
  return {
    running,
    problem,
    start: (work) => {
      current.current?.abort();
      const abort = new AbortController();
      current.current = abort;
      setRunning(true);
      setProblem(null);
      work(abort.signal)
        .catch((error: unknown) => !abort.signal.aborted && setProblem(toProblem(error)))
        .finally(() => !abort.signal.aborted && setRunning(false));
    },
    forget: () => {
      current.current?.abort();
      setRunning(false);
      setProblem(null);
    },
  };
}
