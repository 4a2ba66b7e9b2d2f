import { expect, it } from 'vitest';
import { problem } from '../../../contract/problem.ts';
import { ControlClient } from '../../../renderer/data/control-client.ts';
import { followAnswer, type AnswerEvent } from '../../../renderer/data/follow-answer.ts';

const end: AnswerEvent = {
  type: 'end',
  message: {
    id: 'a1',
    parentId: 'q1',
    role: 'assistant',
    content: 'Hi',
    createdAt: 1,
    state: 'done',
    model: 'm',
    machine: 'A',
    tokensPerSecond: 1,
    completionTokens: 1,
    problem: null,
  },
};
const stream = (...events: unknown[]): Response =>
  new Response(events.map((one) => `data: ${JSON.stringify(one)}\n\n`).join(''));

it('takes a broken line up again from the beginning, and says so', async () => {
  const text: AnswerEvent = { type: 'text', text: 'Hi' };
  const responses = [stream(text), stream(text, end)];
  const client = new ControlClient(() => Promise.resolve(responses.shift() ?? new Response('', { status: 500 })));
  const heard: AnswerEvent[] = [];
  await followAnswer(client, 'a1', new AbortController().signal, (event) => heard.push(event));
  expect(heard).toEqual([text, { type: 'restart' }, text, end]);
});

it('gives up on a refusal', async () => {
  const error = problem('not_found', 'This answer is not here.');
  const client = new ControlClient(() => Promise.resolve(Response.json({ error }, { status: 404 })));
  await expect(followAnswer(client, 'a1', new AbortController().signal, () => undefined)).rejects.toThrow(
    error.message,
  );
});

it('ends quietly when the reader leaves', async () => {
  const leaving = new AbortController();
  const client = new ControlClient(() => {
    leaving.abort();
    return Promise.reject(new TypeError('aborted'));
  });
  const heard: AnswerEvent[] = [];
  await followAnswer(client, 'a1', leaving.signal, (event) => heard.push(event));
  expect(heard).toEqual([]);
});
