/** POST /v1/messages. */
import { newId } from '../../base/ids.ts';
import type { StreamShape, Translation } from '../surface.ts';
import { event, EventWriter } from './event-writer.ts';
import { readRequest } from './read-request.ts';
import { writeError } from './write-error.ts';
import { writeMessage } from './write-message.ts';

export function translateMessages(body: unknown, _now: number, draw: () => number): Translation {
  const { answer, stream } = readRequest(body, draw);
  const id = newId('msg');
  return {
    answer,
    write: (model) => ({
      stream: stream ? messageStream(new EventWriter(id, model)) : null,
      whole: (text, end, [only]) => writeMessage({ id, model }, text, end, only?.calls ?? []),
    }),
  };
}

const messageStream = (events: EventWriter): StreamShape => ({
  contentType: 'text/event-stream; charset=utf-8',
  begin: () => events.start(),
  text: (text) => events.text(text),
  call: (piece) => events.call(piece),
  comment: (words) => `: ${words}\n\n`,
  end: (end) => events.end(end),
  fail: (problem) => event('error', writeError(problem)),
});
