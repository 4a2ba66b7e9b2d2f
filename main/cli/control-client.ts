/** Asks the coordinator that runs from a data folder, over its own UI API on this PC. */
import { Problem } from '../../contract/errors.ts';
import { ProblemError, refuse } from '../../contract/problem.ts';
import { readRunning, type Running } from '../base/data-folder.ts';

export interface RunningOffice {
  readonly running: Running;
  call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown>;
}

/** @returns null when no coordinator runs from this folder. */
export async function findOffice(dataDir: string): Promise<RunningOffice | null> {
  const running = readRunning(dataDir);
  if (!running) return null;
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${running.port}${path}`, {
      method,
      headers: { authorization: `Bearer ${running.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = response.status === 204 ? null : await response.json().catch(() => null);
    if (response.ok) return answer;
    const read = Problem.safeParse((answer as { error?: unknown } | null)?.error);
    return read.success
      ? Promise.reject(new ProblemError(read.data))
      : refuse('not_running', 'The office does not answer.');
  };
  try {
    await call('GET', '/control/state');
    return { running, call };
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code !== 'not_running') throw error;
    return null;
  }
}

/** @throws ProblemError not_running */
export async function needOffice(dataDir: string): Promise<RunningOffice> {
  return (await findOffice(dataDir)) ?? refuse('not_running', `No office runs from ${dataDir}.`);
}
