/** The CA's certificate for whoever shall trust it: /ca.crt for programs (PEM), /ca.cer for Windows and phones (DER). It is no secret. */
import { X509Certificate } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { problem } from '../../contract/problem.ts';
import type { HttpHandler } from '../base/http-handler.ts';

export class CaFiles implements HttpHandler {
  readonly #certificate: () => string | null;
  readonly refuse: HttpHandler['refuse'];

  /**
   * @param certificate PEM; null while there is none
   * @param refuse to a person, in a browser or a terminal
   */
  constructor(certificate: () => string | null, refuse: HttpHandler['refuse']) {
    this.#certificate = certificate;
    this.refuse = refuse;
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
    const body = der ? new X509Certificate(certificate).raw : Buffer.from(certificate);
    response.writeHead(200, {
      'content-type': type,
      'content-length': body.length,
      'cache-control': 'no-cache',
      'content-disposition': `attachment; filename="${name}"`,
    });
    // Node leaves the body out where HEAD was asked.
    response.end(body);
  }
}
