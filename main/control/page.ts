/** The window's page: the files that the build made, and the launch link that signs a browser in. */
import express, { Router, type Request, type Response } from 'express';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { refuse } from '../../contract/problem.ts';
import { forVisitor } from '../../words/visitors.ts';
import { notBuilt } from './not-built.ts';
import type { Sessions } from './sessions.ts';

/** @param root folder of the built page. */
export function pageRoutes(root: string, sessions: Sessions): Router {
  const router = Router();
  router.get('/', (request, response) => {
    const token = request.query['open'];
    response.setHeader('cache-control', 'no-cache');
    if (typeof token === 'string') {
      const cookie = sessions.open(token, request.socket);
      if (cookie) response.setHeader('set-cookie', cookie);
      // Away from the token, so that it stays in no address bar and no history.
      return response.redirect(303, '/');
    }
    return sendPage(request, response, root);
  });
  // Where invites lead. What follows the # stays in the browser: the page sends it when the person says so.
  router.get('/i', (request, response) => {
    response.setHeader('cache-control', 'no-cache');
    sendPage(request, response, root);
  });
  // Built files carry a hash of their content in their names: what has the name never changes.
  router.use('/assets', express.static(path.join(root, 'assets'), { immutable: true, maxAge: '365d', index: false }));
  router.use(express.static(root, { index: false, maxAge: 0 }));
  router.use((request) => refuse('not_found', `There is no ${request.path.slice(0, 200)} here.`));
  return router;
}

function sendPage(request: Request, response: Response, root: string): void {
  if (existsSync(path.join(root, 'index.html'))) return response.sendFile('index.html', { root, cacheControl: false });
  const { language, t } = forVisitor(request.headers['accept-language']);
  response.status(503).vary('Accept-Language').type('html').send(notBuilt(language, t));
}
