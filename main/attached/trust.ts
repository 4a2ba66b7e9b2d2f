/** Whom an https server must be, and which certificate it shows when it is not. */
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import tls, { type ConnectionOptions } from 'node:tls';
import { fingerprintOf } from '../../common/fingerprint.ts';

interface ShownCertificate {
  readonly pem: string;
  /** sha256, 64 hex digits. */
  readonly fingerprint: string;
  readonly subject: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

type Trust = Pick<ConnectionOptions, 'ca' | 'allowPartialTrustChain' | 'checkServerIdentity'>;

/** What Node brings, and what this PC's system trusts: an office's own authority is known there. */
let roots: string[] | null = null;

/** @param certificate in PEM, the server's own or its authority's; null: what this PC trusts */
export function trustOf(certificate: string | null): Trust {
  if (certificate === null) {
    roots ??= [...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])];
    return { ca: roots };
  }
  const trusted = fingerprintOf(certificate);
  return {
    ca: [certificate],
    // A certificate that somebody signed is trusted by itself, too.
    allowPartialTrustChain: true,
    // The very certificate that was compared needs no name in it.
    checkServerIdentity: (host, shown) =>
      fingerprintOf(shown.raw) === trusted ? undefined : tls.checkServerIdentity(host, shown),
  };
}

/** OpenSSL's and Node's words for a certificate that nobody vouches for. */
export const isDistrust = (code: string | undefined): boolean =>
  code !== undefined && (/CERT|SIGNATURE|SELF_SIGNED/.test(code) || code === 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY');

/** The certificate that a server shows; nothing is sent to it. Null when it shows none in time. */
export async function shownCertificate(baseUrl: string, withinMs: number): Promise<ShownCertificate | null> {
  const { hostname, port } = new URL(baseUrl);
  const host = hostname.replace(/^\[|\]$/g, '');
  const socket = tls.connect({ host, port: Number(port || 443), servername: host, rejectUnauthorized: false });
  try {
    await once(socket, 'secureConnect', { signal: AbortSignal.timeout(withinMs) });
    const shown = socket.getPeerX509Certificate();
    return shown ? factsOf(shown) : null;
  } catch {
    return null;
  } finally {
    socket.destroy();
  }
}

const factsOf = (shown: X509Certificate): ShownCertificate => ({
  pem: shown.toString(),
  fingerprint: fingerprintOf(shown),
  subject: shown.subject?.replaceAll('\n', ', ') ?? '',
  expiresAt: Date.parse(shown.validTo),
});
