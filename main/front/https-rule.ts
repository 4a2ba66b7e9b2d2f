/** What the plain port still does for other PCs when the office wants to be spoken to encrypted. Pure. */
import type { Problem } from '../../contract/errors.ts';
import { problem } from '../../contract/problem.ts';
import { isLoopback } from '../../common/address.ts';

interface PlainRequest {
  readonly remoteAddress: string | undefined;
  readonly method: string;
  /** With its query. */
  readonly url: string;
  /** As the guard let it through. */
  readonly host: string;
}

export type HttpsRule =
  | { readonly do: 'serve' }
  /** A browser that wants a page goes there. */
  | { readonly do: 'redirect'; readonly to: string }
  | { readonly do: 'refuse'; readonly problem: Problem };

/** Whoever joins has no certificate yet, and checks what it gets by hashes; and the certificate itself must come from somewhere. */
const alwaysPlain = /^\/(join(\/|$)|ca\.crt$|ca\.cer$)/;
const forPrograms = /^\/(v1|api|control|metrics)(\/|$)/;

/** @param securePort null: HTTPS is not served at this moment, so nothing is served to others at all */
export function httpsRule({ remoteAddress, method, url, host }: PlainRequest, securePort: number | null): HttpsRule {
  const path = url.split('?', 1)[0] ?? url;
  // This PC's own window and command line: nothing of it is on the wire.
  if (isLoopback(remoteAddress ?? '') || alwaysPlain.test(path)) return { do: 'serve' };
  if (securePort === null) {
    return {
      do: 'refuse',
      problem: problem('https_required', 'This office answers over HTTPS only, and that is down.'),
    };
  }
  const to = `https://${host.replace(/:\d+$/, '')}${securePort === 443 ? '' : `:${securePort}`}`;
  const isPage = (method === 'GET' || method === 'HEAD') && !forPrograms.test(path);
  if (isPage) return { do: 'redirect', to: `${to}${url}` };
  return {
    do: 'refuse',
    problem: problem('https_required', `This office answers over HTTPS only: ${to}${shownBase(path)}`),
  };
}

/** What programs call a base URL. */
const shownBase = (path: string): string => (path.startsWith('/v1') ? '/v1' : '');
