/** POST /v1/responses. Nothing of a response is kept: each request brings its whole conversation. */
import type { OutputItem } from '../../../../contract/openai-responses.ts';
import { newId } from '../../../base/ids.ts';
import type { AnswerEnd, StreamShape, Translation } from '../../surface.ts';
import { splitThinking } from '../../thinking.ts';
import { toSeconds } from '../to-seconds.ts';
import { EventWriter } from './event-writer.ts';
import { readRequest } from './read-request.ts';
import { writeItem, writeResponse } from './write-response.ts';

export function translateResponse(body: unknown, now: number, draw: () => number): Translation {
  const { answer, request } = readRequest(body, draw);
  const head = { id: newId('resp'), created: toSeconds(now), request };
  return {
    answer,
    write: (model) => ({
      stream: request.stream === true ? eventStream(new EventWriter({ ...head, model })) : null,
      whole: (text, end) => writeResponse({ ...head, model }, writeOutput(text, end), end),
    }),
  };
}

function writeOutput(answer: string, { reason }: AnswerEnd): OutputItem[] {
  const { thinking, text } = splitThinking(answer);
  const status = reason === 'length' ? 'incomplete' : 'completed';
  const cutOffThinking = thinking !== '' && text === '';
  return [
    ...(thinking === ''
      ? []
      : [writeItem('reasoning', newId('rs'), cutOffThinking ? status : 'completed', [thinking])]),
    ...(cutOffThinking ? [] : [writeItem('message', newId('msg'), status, [text])]),
  ];
}

const eventStream = (events: EventWriter): StreamShape => ({
  contentType: 'text/event-stream; charset=utf-8',
  begin: () => events.start(),
  text: (text) => events.text(text),
  comment: (words) => `: ${words}\n\n`,
  end: (end) => events.end(end),
  fail: (problem) => events.fail(problem),
});
