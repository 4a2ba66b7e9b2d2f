/** /control/keys: who may use the API, and how much each has used it. See contract/keys.ts for their calls. */
import { stringify } from 'csv-stringify/sync';
import { Router } from 'express';
import { KeyChange, NewKey } from '../../contract/keys.ts';
import { readJson } from '../base/http.ts';
import { parse } from '../base/parse.ts';
import type { KeysOffice } from './keys-office.ts';

const bodyBytes = 64 * 1024;
const usageColumns = ['day', 'name', 'keyId', 'model', 'requests', 'promptTokens', 'completionTokens'] as const;

export function keyRoutes(office: KeysOffice): Router {
  const router = Router();
  router.get('/', (_request, response) => void response.json(office.list()));
  router.post('/', async (request, response) => {
    response.status(201).json(office.make(parse(NewKey, await readJson(request, bodyBytes))));
  });
  router.get('/usage', (_request, response) => void response.json(office.usage()));
  router.get('/usage.csv', (_request, response) => {
    response.attachment(`aivailable-usage-${new Date().toISOString().slice(0, 10)}.csv`);
    // A name shall not become a formula in a spreadsheet.
    const shape = { header: true, columns: [...usageColumns], bom: true, escape_formulas: true };
    response.send(stringify(office.usage(), shape));
  });
  router.patch('/:id', async (request, response) => {
    const change = parse(KeyChange, await readJson(request, bodyBytes));
    response.json(office.change(request.params.id, change));
  });
  router.delete('/:id', (request, response) => {
    office.revoke(request.params.id);
    response.status(204).end();
  });
  return router;
}
