/** /control/answers: one answer as it is written, and its end. */
import { Router } from 'express';
import type { ServerResponse } from 'node:http';
import { EventStream } from '../base/event-stream.ts';
import type { Answers } from './answers.ts';

export function answerRoutes(answers: Answers): Router {
  const router = Router();
  router.get('/:id', (request, response) => tell(answers, request.params.id, response));
  router.post('/:id/stop', (request, response) => {
    answers.stop(request.params.id);
    response.status(204).end();
  });
  return router;
}

function tell(answers: Answers, answerId: string, response: ServerResponse): void {
  const stream = new EventStream(response);
  const leave = answers.follow(answerId, (frame) => {
    stream.open();
    stream.send(`data: ${JSON.stringify(frame)}\n\n`);
    if (frame.type === 'end') return stream.end();
    // A client that does not read at all is cut off in there; it can come back and hear all of it again.
    if (stream.full) void stream.drained();
  });
  stream.open();
  response.once('close', leave);
}
