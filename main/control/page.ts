/** The window's page: the files that the build made, and the launch link that signs a browser in. */
import express, { Router, type Response } from 'express';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { refuse } from '../../contract/problem.ts';
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
    return sendPage(response, root);
  });
  // Where invites lead. What follows the # stays in the browser: the page sends it when the person says so.
  router.get('/i', (_request, response) => {
    response.setHeader('cache-control', 'no-cache');
    sendPage(response, root);
  });
  // Built files carry a hash of their content in their names: what has the name never changes.
  router.use('/assets', express.static(path.join(root, 'assets'), { immutable: true, maxAge: '365d', index: false }));
  router.use(express.static(root, { index: false, maxAge: 0 }));
  router.use((request) => refuse('not_found', `There is no ${request.path.slice(0, 200)} here.`));
  return router;
}

function sendPage(response: Response, root: string): void {
  if (existsSync(path.join(root, 'index.html'))) response.sendFile('index.html', { root, cacheControl: false });
  else response.status(503).type('html').send(notBuilt);
}

const notBuilt = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>AIvailable</title>
<h1>The window is not built yet</h1>
<p>The service runs, and programs can use it; only this page is missing.</p>
<p>Run <code>npm run build</code> in the program's folder, then load this page again.</p>
</html>
`;
