/** /control/access: where the office is reached, and whether only encrypted. See contract/access.ts for its calls. */
import { Router, type Request } from 'express';
import { AccessChange, NetworksWish } from '../../contract/access.ts';
import { KeylessLimits } from '../../contract/keys.ts';
import { readJson } from '../base/http.ts';
import { parse } from '../base/parse.ts';
import type { AccessOffice } from './access-office.ts';

const bodyBytes = 64 * 1024;

export function accessRoutes(office: AccessOffice): Router {
  const router = Router();
  router.get('/', (request, response) => void response.json(office.view(remoteOf(request))));
  router.patch('/', async (request, response) => {
    office.change(parse(AccessChange, await readJson(request, bodyBytes)));
    response.json(office.view(remoteOf(request)));
  });
  router.put('/networks', async (request, response) => {
    office.serveOnly(parse(NetworksWish, await readJson(request, bodyBytes)), remoteOf(request));
    response.json(office.view(remoteOf(request)));
  });
  router.put('/without-key', async (request, response) => {
    office.serveWithoutKey(parse(KeylessLimits, await readJson(request, bodyBytes)));
    response.json(office.view(remoteOf(request)));
  });
  router.delete('/without-key', (request, response) => {
    office.serveWithoutKey(null);
    response.json(office.view(remoteOf(request)));
  });
  return router;
}

const remoteOf = ({ socket }: Request): string => socket.remoteAddress ?? '';
