/** /control/models: the catalogue, downloads, and what is taken in or out. See contract/library.ts for its calls. */
import { Router, type RequestHandler } from 'express';
import { z } from 'zod';
import { DownloadRequest } from '../../contract/library.ts';
import { readJson } from '../base/http.ts';
import { parse } from '../base/parse.ts';
import type { ModelsOffice } from './models-office.ts';

const bodyBytes = 64 * 1024;
const ImportRequest = z.strictObject({ path: z.string().min(1) });

/** @param onlyHere lets through who asks from this very PC: paths are its matter */
export function modelRoutes(office: ModelsOffice, onlyHere: RequestHandler): Router {
  const router = Router();
  router.get('/catalogue', (_request, response) => void response.json(office.catalogue()));
  router.get('/downloads', (_request, response) => void response.json(office.downloads()));
  router.post('/downloads', async (request, response) => {
    const wanted = parse(DownloadRequest, await readJson(request, bodyBytes));
    response.status(201).json(office.download(wanted));
  });
  router.post('/downloads/:id/pause', async (request, response) => {
    await office.pauseDownload(request.params.id);
    response.status(204).end();
  });
  router.post('/downloads/:id/resume', (request, response) => {
    office.resumeDownload(request.params.id);
    response.status(204).end();
  });
  router.post('/downloads/:id/cancel', async (request, response) => {
    await office.cancelDownload(request.params.id);
    response.status(204).end();
  });
  router.post('/copies/:id/cancel', (request, response) => {
    office.cancelCopy(request.params.id);
    response.status(204).end();
  });
  router.post('/import', onlyHere, async (request, response) => {
    const { path } = parse(ImportRequest, await readJson(request, bodyBytes));
    response.json(await office.import(path));
  });
  router.delete('/:name', async (request, response) => {
    await office.remove(request.params.name);
    response.status(202).end();
  });
  return router;
}
