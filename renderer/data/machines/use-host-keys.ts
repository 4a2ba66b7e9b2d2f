import { useEffect, useEffectEvent, useState } from 'react';
import type { CandidateView, HostKeyView } from '../../../contract/control-machines.ts';
import type { Problem } from '../../../contract/errors.ts';
import { toProblem } from '../../../contract/problem.ts';
import { useMachineCalls } from './machine-calls.ts';

/** Of each PC, by the id of its candidate: its key, why there is none, or null while it is asked. */
export type HostKeys = ReadonlyMap<string, HostKeyView | Problem | null>;

/** Asks each PC once for its SSH host key, all at a time. */
export function useHostKeys(candidates: readonly CandidateView[]): HostKeys {
  const calls = useMachineCalls();
  const [keys, setKeys] = useState<HostKeys>(() => new Map(candidates.map(({ id }) => [id, null])));
  const ask = useEffectEvent((signal: AbortSignal): void => {
    for (const { id, address } of candidates) {
      calls
        .hostKey({ address, port: 22 }, signal)
        .catch((error: unknown) => toProblem(error))
        .then((found) => !signal.aborted && setKeys((old) => new Map(old).set(id, found)))
        .catch(() => undefined);
    }
  });
  useEffect(() => {
    const leaving = new AbortController();
    ask(leaving.signal);
    return () => leaving.abort();
  }, []);
  return keys;
}
