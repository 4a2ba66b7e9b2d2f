import { AnswerFrame } from '../../../contract/control-api.ts';
import { ProblemError } from '../../../contract/problem.ts';
import type { ControlClient } from '../client/control-client.ts';
import { pause } from '../client/pause.ts';
import { SseReader } from '../client/sse-reader.ts';

/** What a reader of an answer hears: its frames, and that they begin again because the line broke. */
export type AnswerEvent = AnswerFrame | { readonly type: 'restart' };

/** Between two tries, in milliseconds: doubled each time, until a frame comes. */
const firstWait = 250;
const longestWait = 4000;

/**
 * Reads a running answer from its beginning to its last frame; a broken line is taken up again until `signal` aborts.
 * Rejects with the ProblemError of a refusal.
 */
export async function followAnswer(
  client: ControlClient,
  id: string,
  signal: AbortSignal,
  hear: (event: AnswerEvent) => void,
): Promise<void> {
  let wait = firstWait;
  const take = (frame: AnswerFrame): void => {
    wait = firstWait;
    hear(frame);
  };
  for (;;) {
    try {
      if (await readOnce(client, id, signal, take)) return;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ProblemError && error.problem.code !== 'coordinator_unreachable') throw error;
    }
    await pause(wait, signal);
    wait = Math.min(wait * 2, longestWait);
    if (signal.aborted) return;
    hear({ type: 'restart' });
  }
}

/** True when the last frame came. */
async function readOnce(
  client: ControlClient,
  id: string,
  signal: AbortSignal,
  hear: (frame: AnswerFrame) => void,
): Promise<boolean> {
  const response = await client.open(`/answers/${id}`, { signal });
  if (!response.body) return false;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const events = new SseReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return false;
      for (const data of events.push(value)) {
        const frame = AnswerFrame.parse(JSON.parse(data));
        hear(frame);
        if (frame.type === 'end') return true;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
