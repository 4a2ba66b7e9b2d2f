/** /control/answers: one answer as it is written, and its end. */
import { Router, type Response } from 'express';
import { EventStream } from '../base/event-stream.ts';
import type { Answers } from './answers.ts';
import { visitorOf } from './visitor.ts';

/** @param stallMs after which a client that reads nothing is cut off; left out: as every event stream. */
export function answerRoutes(answers: Pick<Answers, 'follow' | 'stop'>, stallMs?: number): Router {
  const router = Router();
  router.get('/:id', (request, response) => {
    const stream = new EventStream(response, stallMs);
    tell(answers, request.params.id, stream, response);
  });
  router.post('/:id/stop', (request, response) => {
    answers.stop(request.params.id, visitorOf(response).person.id);
    response.status(204).end();
  });
  return router;
}

function tell(answers: Pick<Answers, 'follow'>, answerId: string, stream: EventStream, response: Response): void {
  let draining = false;
  const leave = answers.follow(answerId, visitorOf(response).person.id, (frame) => {
    stream.open();
    stream.send(`data: ${JSON.stringify(frame)}\n\n`);
    if (frame.type === 'end') return stream.end();
    if (!stream.full || draining) return;
    draining = true;
    // A client that does not read at all is cut off in there; it can come back and hear all of it again.
    void stream.drained().then(() => (draining = false));
  });
  stream.open();
  response.once('close', leave);
}
