/** /control/access: where the office is reached, and whether only encrypted. See contract/access.ts for its calls. */
import { Router } from 'express';
import { AccessChange } from '../../contract/access.ts';
import { readJson } from '../base/http.ts';
import { parse } from '../base/parse.ts';
import type { AccessOffice } from './access-office.ts';

const bodyBytes = 4 * 1024;

export function accessRoutes(office: AccessOffice): Router {
  const router = Router();
  router.get('/', (_request, response) => void response.json(office.view()));
  router.patch('/', async (request, response) => {
    office.change(parse(AccessChange, await readJson(request, bodyBytes)));
    response.json(office.view());
  });
  return router;
}
