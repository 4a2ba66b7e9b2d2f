/** POST /v1/responses. Nothing of a response is kept: each request brings its whole conversation. */
import type { OutputItem } from '../../../../contract/openai-responses.ts';
import { newId } from '../../../base/ids.ts';
import type { StreamShape, Translation, WrittenAnswer } from '../../surface.ts';
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
      whole: (_text, end, [only]) => writeResponse({ ...head, model }, only ? writeOutput(only) : [], end),
    }),
  };
}

function writeOutput({ text: answer, end, scores }: WrittenAnswer): OutputItem[] {
  const { thinking, text } = splitThinking(answer);
  const status = end.reason === 'length' ? 'incomplete' : 'completed';
  const cutOffThinking = thinking !== '' && text === '';
  return [
    ...(thinking === ''
      ? []
      : [writeItem('reasoning', newId('rs'), cutOffThinking ? status : 'completed', [thinking])]),
    ...(cutOffThinking ? [] : [writeItem('message', newId('msg'), status, [text], scores)]),
  ];
}

const eventStream = (events: EventWriter): StreamShape => ({
  contentType: 'text/event-stream; charset=utf-8',
  begin: () => events.start(),
  text: (text, _choice, scores) => events.text(text, scores),
  comment: (words) => `: ${words}\n\n`,
  end: (end) => events.end(end),
  fail: (problem) => events.fail(problem),
});
