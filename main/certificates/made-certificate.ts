/** Makes a P-256 key with its certificate: a CA's own, or one that a CA vouches for. */
import { createPrivateKey, randomBytes, type webcrypto } from 'node:crypto';

/** Both PEM. */
export interface KeyAndCertificate {
  readonly key: string;
  readonly certificate: string;
}

interface Shape {
  readonly name: string;
  readonly from: Date;
  readonly until: Date;
}

/** A CA; besides private addresses and `.local`, it may vouch for these names only. */
interface CaShape extends Shape {
  readonly vouchesFor: readonly string[];
}

/** A server at these names and addresses. */
interface ServerShape extends Shape {
  readonly ca: KeyAndCertificate;
  readonly names: readonly string[];
  readonly addresses: readonly string[];
}

/** The networks whose addresses the guard answers: a stolen CA is of no use outside them. */
const privateNetworks = [
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
];
const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

export async function madeCertificate(shape: CaShape | ServerShape): Promise<KeyAndCertificate> {
  // Loaded here, because it is large and seldom needed.
  const x509 = await import('@peculiar/x509');
  const keys = await crypto.subtle.generateKey(ecdsa, true, ['sign', 'verify']);
  const own = {
    serialNumber: serial(),
    notBefore: shape.from,
    notAfter: shape.until,
    signingAlgorithm: ecdsa,
  };
  const name = [{ CN: [shape.name] }];
  const made =
    'ca' in shape
      ? await x509.X509CertificateGenerator.create(
          {
            ...own,
            subject: name,
            issuer: new x509.X509Certificate(shape.ca.certificate).subjectName,
            publicKey: keys.publicKey,
            signingKey: await signingKey(shape.ca.key),
            extensions: await serverExtensions(x509, shape, keys.publicKey),
          },
          crypto,
        )
      : await x509.X509CertificateGenerator.createSelfSigned(
          { ...own, name, keys, extensions: await caExtensions(x509, shape, keys.publicKey) },
          crypto,
        );
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  return {
    key: String(createPrivateKey({ key, format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' })),
    certificate: made.toString('pem'),
  };
}

type X509 = typeof import('@peculiar/x509');

/** Positive, and not to be guessed. */
function serial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

function signingKey(pem: string): Promise<webcrypto.CryptoKey> {
  const der = createPrivateKey(pem).export({ format: 'der', type: 'pkcs8' });
  return crypto.subtle.importKey('pkcs8', new Uint8Array(der), ecdsa, false, ['sign']);
}

async function caExtensions(x509: X509, { vouchesFor }: CaShape, publicKey: webcrypto.CryptoKey) {
  return [
    new x509.BasicConstraintsExtension(true, 0, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    await x509.SubjectKeyIdentifierExtension.create(publicKey, false, crypto),
    await nameConstraints(x509, vouchesFor),
  ];
}

async function serverExtensions(x509: X509, { ca, names, addresses }: ServerShape, publicKey: webcrypto.CryptoKey) {
  const issuer = new x509.X509Certificate(ca.certificate).publicKey;
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
    new x509.SubjectAlternativeNameExtension([
      ...names.map((value) => ({ type: 'dns' as const, value })),
      ...addresses.map((value) => ({ type: 'ip' as const, value })),
    ]),
    await x509.SubjectKeyIdentifierExtension.create(publicKey, false, crypto),
    await x509.AuthorityKeyIdentifierExtension.create(issuer, false, crypto),
  ];
}

/** RFC 5280, 4.2.1.10: critical, and every name of a certificate below must be under one that stands here. */
async function nameConstraints(x509: X509, names: readonly string[]) {
  const [{ GeneralName, GeneralSubtree, GeneralSubtrees, id_ce_nameConstraints, NameConstraints }, { AsnConvert }] =
    await Promise.all([import('@peculiar/asn1-x509'), import('@peculiar/asn1-schema')]);
  const bases = [
    ...['local', 'localhost', ...names].map((dNSName) => new GeneralName({ dNSName })),
    ...privateNetworks.map((iPAddress) => new GeneralName({ iPAddress })),
  ];
  const permitted = new GeneralSubtrees(bases.map((base) => new GeneralSubtree({ base })));
  const value = AsnConvert.serialize(new NameConstraints({ permittedSubtrees: permitted }));
  return new x509.Extension(id_ce_nameConstraints, true, value);
}
