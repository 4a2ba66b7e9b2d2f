/** /control/aliases: other names of models. See contract/aliases.ts for its calls. */
import { Router } from 'express';
import { AliasName, AliasTarget } from '../../contract/aliases.ts';
import { readJson } from '../base/http.ts';
import { parse } from '../base/parse.ts';
import type { AliasesOffice } from './aliases-office.ts';

const bodyBytes = 4 * 1024;

export function aliasRoutes(office: AliasesOffice): Router {
  const router = Router();
  router.get('/', (_request, response) => void response.json(office.all()));
  router.put('/:name', async (request, response) => {
    const { model } = parse(AliasTarget, await readJson(request, bodyBytes));
    office.put({ name: parse(AliasName, request.params.name), model });
    response.status(204).end();
  });
  router.delete('/:name', (request, response) => {
    office.remove(request.params.name);
    response.status(204).end();
  });
  return router;
}
