import { expect, it, vi } from 'vitest';
import { problem } from '../../../../contract/problem.ts';
import { ControlClient } from '../../../../renderer/data/client/control-client.ts';
import { followAnswer, type AnswerEvent } from '../../../../renderer/data/chat/follow-answer.ts';
import { aMessage } from '../../../support/a-message.ts';

const end: AnswerEvent = { type: 'end', message: aMessage({ id: 'a1', role: 'assistant', content: 'Hi' }) };
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

it('tries again soon when it heard something in between, and ever later when it did not', async () => {
  const setTimer = vi.spyOn(globalThis, 'setTimeout').mockImplementation((wake: () => void) => {
    queueMicrotask(wake);
    return 0 as unknown as NodeJS.Timeout;
  });
  try {
    const text: AnswerEvent = { type: 'text', text: 'Hi' };
    const none = (): Response => new Response('', { status: 502 });
    const responses = [none(), none(), none(), stream(text), none(), stream(end)];
    const client = new ControlClient(() => Promise.resolve(responses.shift() ?? none()));
    await followAnswer(client, 'a1', new AbortController().signal, () => undefined);
    expect(setTimer.mock.calls.map(([, wait]) => wait)).toEqual([250, 500, 1000, 250, 500]);
  } finally {
    setTimer.mockRestore();
  }
});
