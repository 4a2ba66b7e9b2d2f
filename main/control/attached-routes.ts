/** /control/attached: external servers. See contract/attached.ts for its calls. */
import { Router } from 'express';
import { AttachChange, AttachRequest, AttachTarget } from '../../contract/attached.ts';
import { readJson } from '../base/http.ts';
import { parse } from '../base/parse.ts';
import type { AttachedOffice } from './attached-office.ts';

const bodyBytes = 256 * 1024;

export function attachedRoutes(office: AttachedOffice): Router {
  const router = Router();
  router.get('/', (_request, response) => void response.json(office.list()));
  router.post('/test', async (request, response) => {
    const target = parse(AttachTarget, await readJson(request, bodyBytes));
    const leaving = new AbortController();
    response.once('close', () => leaving.abort());
    response.json(await office.test(target, leaving.signal));
  });
  router.post('/', async (request, response) => {
    response.status(201).json(office.add(parse(AttachRequest, await readJson(request, bodyBytes))));
  });
  router.patch('/:id', async (request, response) => {
    const change = parse(AttachChange, await readJson(request, bodyBytes));
    response.json(office.change(request.params.id, change));
  });
  router.post('/:id/check', (request, response) => {
    office.check(request.params.id);
    response.status(202).end();
  });
  router.delete('/:id', (request, response) => {
    office.remove(request.params.id);
    response.status(204).end();
  });
  return router;
}
