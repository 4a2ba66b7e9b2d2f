/** GET /openapi.json. It takes no key, as it holds nothing that the documentation does not. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { refuse } from '../../../contract/problem.ts';
import { sendJson } from '../../base/http.ts';
import { describeApi } from './describe-api.ts';

export class Description {
  readonly path = '/openapi.json';
  /** Made when it is first asked for. */
  #document: object | null = null;

  /** @throws ProblemError method_not_allowed */
  send(request: IncomingMessage, response: ServerResponse): void {
    if (request.method !== 'GET') {
      response.setHeader('allow', 'GET');
      return refuse('method_not_allowed', `${this.path} takes GET, not ${request.method}.`);
    }
    const scheme = 'encrypted' in request.socket ? 'https' : 'http';
    this.#document ??= describeApi();
    sendJson(response, 200, { ...this.#document, servers: [{ url: `${scheme}://${request.headers.host}` }] });
  }
}
