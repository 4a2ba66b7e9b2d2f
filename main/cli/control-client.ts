/** Asks the coordinator that runs from a data folder, over its own UI API on this PC. */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { OfficeState } from '../../contract/control-api.ts';
import { Problem } from '../../contract/errors.ts';
import { ProblemError, refuse } from '../../contract/problem.ts';
import { isOfAnotherUser, readRunning, type Running } from '../base/data-folder.ts';

export interface RunningOffice {
  readonly running: Running;
  /** As long as it takes: taking in a large model takes minutes. @throws ProblemError what the office says */
  call(method: 'DELETE' | 'GET' | 'PATCH' | 'POST' | 'PUT', path: string, body?: unknown): Promise<unknown>;
}

/** @returns null when no coordinator runs from this folder. */
export async function findOffice(dataDir: string): Promise<RunningOffice | null> {
  const running = readRunning(dataDir);
  if (!running) return null;
  const office: RunningOffice = { running, call: (method, path, body) => call(running, method, path, body) };
  try {
    await office.call('GET', '/control/state');
    return office;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code !== 'not_running') throw error;
    return null;
  }
}

/** @throws ProblemError not_running */
export async function needOffice(dataDir: string): Promise<RunningOffice> {
  const office = await findOffice(dataDir);
  if (office) return office;
  if (!isOfAnotherUser(dataDir)) return refuse('not_running', `No office runs from ${dataDir}.`);
  return refuse('not_running', `The office in ${dataDir} belongs to another user of this PC.`, {
    action: 'Type this as the user who starts it.',
  });
}

/** The office as it is now. @throws ProblemError */
export const stateOf = async (office: RunningOffice): Promise<OfficeState> =>
  OfficeState.parse(await office.call('GET', '/control/state'));

async function call({ port, token }: Running, method: string, path: string, body: unknown): Promise<unknown> {
  const sent = body === undefined ? '' : JSON.stringify(body);
  // With the length said: Node sends the body of a DELETE without any frame otherwise.
  const framed = body === undefined ? {} : { 'content-length': Buffer.byteLength(sent) };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...framed };
  const asking = request({ host: '127.0.0.1', port, method, path, headers });
  asking.end(sent);
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  const answer = readJson(await text(response));
  if ((response.statusCode ?? 500) < 400) return answer;
  const read = Problem.safeParse((answer as { error?: unknown } | null)?.error);
  if (read.success) throw new ProblemError(read.data);
  return refuse('not_running', 'Another program answers where the office should be.');
}

function readJson(answer: string): unknown {
  try {
    return answer === '' ? null : JSON.parse(answer);
  } catch {
    return null;
  }
}
