/** What the office leaves to the people at its PCs. See contract/margin.ts, internet.ts and courtesy.ts for the calls. */
import express from 'express';
import { CourtesyChange } from '../../contract/courtesy.ts';
import { InternetWish } from '../../contract/internet.ts';
import { MarginWish } from '../../contract/margin.ts';
import { readJson } from '../base/http.ts';
import { parse } from '../base/parse.ts';
import type { Office } from './office.ts';

const bodyBytes = 4096;

export function courtesyRoutes(office: Pick<Office, 'setMargin' | 'setInternet' | 'changeCourtesy'>): express.Router {
  const router = express.Router();
  router.put('/margin', async (request, response) => {
    office.setMargin(parse(MarginWish, await readJson(request, bodyBytes)).bytes);
    response.status(204).end();
  });
  router.put('/internet', async (request, response) => {
    office.setInternet(parse(InternetWish, await readJson(request, bodyBytes)));
    response.status(204).end();
  });
  router.patch('/courtesy', async (request, response) => {
    office.changeCourtesy(parse(CourtesyChange, await readJson(request, bodyBytes)));
    response.status(204).end();
  });
  return router;
}
