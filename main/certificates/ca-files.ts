/** The CA's certificate for whoever shall trust it: /ca.crt for programs (PEM), /ca.cer for Windows and phones (DER). It is no secret. */
import { X509Certificate } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorKinds, type Problem } from '../../contract/errors.ts';
import { problem } from '../../contract/problem.ts';
import type { HttpHandler } from '../base/http-handler.ts';

export class CaFiles implements HttpHandler {
  readonly #certificate: () => string | null;

  /** @param certificate PEM; null while there is none */
  constructor(certificate: () => string | null) {
    this.#certificate = certificate;
  }

  handle({ method, url }: IncomingMessage, response: ServerResponse): void {
    if (method !== 'GET' && method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return this.refuse(response, problem('method_not_allowed', 'Only GET and HEAD are answered here.'));
    }
    const certificate = this.#certificate();
    if (certificate === null) {
      return this.refuse(response, problem('not_found', 'This office serves no HTTPS, and has no certificate for it.'));
    }
    const der = (url ?? '').split('?', 1)[0] === '/ca.cer';
    // Windows and phones know what to do with this type; a browser that shows the text instead would help nobody.
    const type = der ? 'application/x-x509-ca-cert' : 'application/x-pem-file';
    const name = der ? 'office-ca.cer' : 'office-ca.crt';
    send(response, 200, type, der ? new X509Certificate(certificate).raw : Buffer.from(certificate), {
      'content-disposition': `attachment; filename="${name}"`,
    });
  }

  /** In plain words: who sees them is a person, in a browser or a terminal. */
  refuse(response: ServerResponse, { code, message, effect, action }: Problem): void {
    const text = `${message}\n${effect}\n${action}\n`;
    send(response, errorKinds[code].status, 'text/plain; charset=utf-8', Buffer.from(text));
  }
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: Buffer,
  headers: Readonly<Record<string, string>> = {},
): void {
  const fixed = { 'content-type': type, 'content-length': body.length, 'cache-control': 'no-cache' };
  response.writeHead(status, { ...fixed, ...headers });
  // Node leaves the body out where HEAD was asked.
  response.end(body);
}
