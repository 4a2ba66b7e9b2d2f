/** POST /v1/responses. Nothing of a response is kept: each request brings its whole conversation. */
import type { OutputItem } from '../../../../contract/openai-responses.ts';
import { newId } from '../../../base/ids.ts';
import type { AnswerEnd, StreamShape, Translation, WrittenCall } from '../../surface.ts';
import { splitThinking } from '../../thinking.ts';
import { toSeconds } from '../to-seconds.ts';
import { EventWriter } from './event-writer.ts';
import { readRequest } from './read-request.ts';
import { writeCall, writeItem, writeResponse } from './write-response.ts';

export function translateResponse(body: unknown, now: number, draw: () => number): Translation {
  const { answer, request } = readRequest(body, draw);
  const head = { id: newId('resp'), created: toSeconds(now), request };
  return {
    answer,
    write: (model) => ({
      stream: request.stream === true ? eventStream(new EventWriter({ ...head, model })) : null,
      whole: (text, end, calls) => writeResponse({ ...head, model }, writeOutput(text, end, calls), end),
    }),
  };
}

function writeOutput(answer: string, { reason }: AnswerEnd, calls: readonly WrittenCall[]): OutputItem[] {
  const { thinking, text } = splitThinking(answer);
  const status = reason === 'length' ? 'incomplete' : 'completed';
  const cutOffThinking = thinking !== '' && text === '' && calls.length === 0;
  const hasMessage = !cutOffThinking && (text !== '' || calls.length === 0);
  return [
    ...(thinking === ''
      ? []
      : [writeItem('reasoning', newId('rs'), cutOffThinking ? status : 'completed', [thinking])]),
    ...(hasMessage ? [writeItem('message', newId('msg'), calls.length > 0 ? 'completed' : status, [text])] : []),
    ...calls.map((call) => writeCall(call, newId('fc'), call.whole ? 'completed' : status)),
  ];
}

const eventStream = (events: EventWriter): StreamShape => ({
  contentType: 'text/event-stream; charset=utf-8',
  begin: () => events.start(),
  text: (text) => events.text(text),
  call: (piece) => events.call(piece),
  comment: (words) => `: ${words}\n\n`,
  end: (end) => events.end(end),
  fail: (problem) => events.fail(problem),
});
