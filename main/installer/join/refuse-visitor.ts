import type { ServerResponse } from 'node:http';
import { errorKinds, type Problem } from '../../../contract/errors.ts';
import { refusedHtml } from './page/refused-html.ts';

/** Refuses a person something: as a page in their language in a browser, as plain words in a terminal. */
export function refuseVisitor(response: ServerResponse, refused: Problem): void {
  if (response.headersSent) return void response.destroy();
  const { accept, 'accept-language': accepted } = response.req.headers;
  response.setHeader('vary', 'Accept, Accept-Language');
  const { message, effect, action } = refused;
  const [type, text] = accept?.includes('text/html')
    ? ['text/html', refusedHtml(refused, accepted)]
    : ['text/plain', `${message}\n${effect}\n${action}\n`];
  response.writeHead(errorKinds[refused.code].status, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-cache',
  });
  // Node leaves the body out where HEAD was asked.
  response.end(text);
}
