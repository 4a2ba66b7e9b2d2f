/** /control/answers/count: how many tokens a text has for a model. */
import { Router } from 'express';
import { CountRequest, type Counted } from '../../contract/chat.ts';
import { readJson } from '../base/http.ts';
import { parse } from '../base/parse.ts';
import type { Answers } from './answers.ts';
import { visitorOf } from './visitor.ts';

const bodyBytes = 4 * 1024 * 1024;

export function countRoute(answers: Pick<Answers, 'count'>): Router {
  const router = Router();
  router.post('/', async (request, response) => {
    const asked = parse(CountRequest, await readJson(request, bodyBytes));
    const leaving = new AbortController();
    response.once('close', () => leaving.abort());
    const tokens = await answers.count(asked, visitorOf(response), leaving.signal);
    response.json({ tokens } satisfies Counted);
  });
  return router;
}
