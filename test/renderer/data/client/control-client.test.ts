import { expect, it } from 'vitest';
import { z } from 'zod';
import { problem, ProblemError } from '../../../../contract/problem.ts';
import { ControlClient } from '../../../../renderer/data/client/control-client.ts';

const answering = (response: () => Response | Promise<Response>): ControlClient =>
  new ControlClient(() => Promise.resolve().then(response));

const codeOf = async (asked: Promise<unknown>): Promise<string> => {
  const error = await asked.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof ProblemError ? error.problem.code : `not a ProblemError: ${String(error)}`;
};

it('reads an answer by its schema', async () => {
  const client = answering(() => Response.json({ name: 'Linden' }));
  expect(await client.ask('/state', z.object({ name: z.string() }))).toEqual({ name: 'Linden' });
});

it('throws the coordinator’s own Problem', async () => {
  const refused = problem('no_session', 'This browser has no session.');
  const client = answering(() => Response.json({ error: refused }, { status: 401 }));
  expect(await codeOf(client.ask('/state', z.unknown()))).toBe('no_session');
});

it('says that nobody answers when the line is down, or when something else answers', async () => {
  const down = answering(() => {
    throw new TypeError('fetch failed');
  });
  expect(await codeOf(down.ask('/state', z.unknown()))).toBe('coordinator_unreachable');
  const other = answering(() => new Response('<h1>Bad gateway</h1>', { status: 502 }));
  expect(await codeOf(other.ask('/state', z.unknown()))).toBe('coordinator_unreachable');
});

it('does not pass on what it cannot read', async () => {
  const client = answering(() => Response.json({ name: 7 }));
  expect(await codeOf(client.ask('/state', z.object({ name: z.string() })))).toBe('internal');
});

it('lets an abort through as it is', async () => {
  const leaving = new AbortController();
  leaving.abort(new Error('left'));
  const client = answering(() => {
    throw leaving.signal.reason;
  });
  await expect(client.ask('/state', z.unknown(), { signal: leaving.signal })).rejects.toThrow('left');
});
