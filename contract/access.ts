/**
 * Where the office is reached from other PCs, and whether only encrypted. Under /control:
 *
 *   GET    /control/access                         AccessView
 *   PATCH  /control/access                         AccessChange -> AccessView; counts at once
 *   PUT    /control/access/networks                NetworksWish -> AccessView; counts at once, for what is open, too
 *   PUT    /control/access/without-key             KeylessLimits -> AccessView: the LAN API takes requests without a key, within these
 *   DELETE /control/access/without-key             AccessView: a key is asked for again
 */
import { z } from 'zod';
import { Problem } from './errors.ts';
import { KeylessLimits } from './keys.ts';

/** What stands behind a network adapter. network: a card, and nobody says of which kind. */
export const AdapterKind = z.enum(['ethernet', 'wifi', 'network', 'vpn', 'virtual', 'container', 'other']);
export type AdapterKind = z.infer<typeof AdapterKind>;

const HttpsView = z.object({
  enabled: z.boolean(),
  /** Null: it is not served; `problem` says why, or the settings have it off. */
  port: z.int().nullable(),
  /** Other PCs may use the office only this way. */
  required: z.boolean(),
  /** The office's own CA, which a PC must trust: /ca.crt and /ca.cer. `fingerprint`: sha256, 64 hex digits. `until`: ms since 1970. */
  ca: z.object({ name: z.string(), fingerprint: z.string(), until: z.number() }).nullable(),
  problem: Problem.nullable(),
});

/** One network of IPv4, all in it private. */
export const NetworkView = z.object({
  /** "192.168.10.0/24" */
  network: z.string(),
  /** This PC's adapters in it. `address` null: it was there when the network was chosen, and is not now. Empty: it was typed. */
  adapters: z.array(z.object({ name: z.string(), kind: AdapterKind, address: z.string().nullable() })),
  served: z.boolean(),
  /** Who asks is in it. */
  yours: z.boolean(),
});
export type NetworkView = z.infer<typeof NetworkView>;

export const AccessView = z.object({
  /** Answered on other PCs that know mDNS, which today's systems do: "reception.local". Null: the PC's name can be in no address. */
  localName: z.string().nullable(),
  port: z.int(),
  /** Only this PC itself is answered. */
  thisPcOnly: z.boolean(),
  /** The adapters that lead to the office, the one to show first. `name`: as the system calls it. */
  adapters: z.array(z.object({ name: z.string(), kind: AdapterKind, address: z.string() })),
  /** Those that do not: VPNs, what containers and virtual machines made. */
  leftOut: z.array(z.object({ name: z.string(), kind: AdapterKind })),
  https: HttpsView,
  /** From which networks the office is used. `all`: every private one, those that come later, too. */
  networks: z.object({ all: z.boolean(), list: z.array(NetworkView) }),
  /** What may be done without a key; null: every request needs one. */
  withoutKey: KeylessLimits.nullable(),
});
export type AccessView = z.infer<typeof AccessView>;

export const AccessChange = z.strictObject({ requireHttps: z.boolean() });
export type AccessChange = z.infer<typeof AccessChange>;

/** `only`: the networks from which the office may be used; null: every private one. This PC itself may always. */
export const NetworksWish = z.strictObject({ only: z.array(z.cidrv4()).max(64).nullable() });
export type NetworksWish = z.infer<typeof NetworksWish>;

/** What stands beside an address. Empty: there is nothing to say. */
export type AddressWords = Readonly<Record<AdapterKind | 'byName' | 'thisPc', string>>;

const inEnglish: AddressWords = {
  ethernet: 'Ethernet',
  wifi: 'Wi-Fi',
  network: '',
  vpn: 'VPN',
  virtual: 'virtual machines',
  container: 'containers',
  other: '',
  byName: 'by name',
  thisPc: 'this PC only',
};

/** "Ethernet", "Wi-Fi 2", "enp3s0, Ethernet", "tailscale0 (VPN)": an adapter for people. */
export function adapterInWords(
  { name, kind }: { readonly name: string; readonly kind: AdapterKind },
  says = inEnglish,
): string {
  const words = says[kind];
  // "vEthernet (WSL)" says enough by itself.
  if (words === '' || name.includes('(') || name.toLowerCase().includes(words.toLowerCase())) return name;
  return kind === 'ethernet' || kind === 'wifi' ? `${words} (${name})` : `${name} (${words})`;
}

/** A sha256 of 64 hex digits as people and systems compare it: "AB:CD:…". */
export const inPairs = (fingerprint: string): string => (fingerprint.toUpperCase().match(/../g) ?? []).join(':');

/** How each system is told to trust the office's CA, once. */
export const trustSteps = [
  {
    system: 'Windows',
    file: '/ca.cer',
    text: 'Open office-ca.cer, choose Install Certificate, Local Machine, and the store “Trusted Root Certification Authorities”.',
  },
  {
    system: 'macOS',
    file: '/ca.crt',
    text: 'Open office-ca.crt, add it to the keychain System, open it there, and set Trust to Always Trust.',
  },
  {
    system: 'Linux',
    file: '/ca.crt',
    text: 'Copy office-ca.crt to /usr/local/share/ca-certificates and run sudo update-ca-certificates; Firefox and Chromium take it in their settings.',
  },
  {
    system: 'iPhone, iPad',
    file: '/ca.cer',
    text: 'Open office-ca.cer in Safari, install the profile in Settings, and switch it on under General, About, Certificate Trust Settings.',
  },
  {
    system: 'Android',
    file: '/ca.cer',
    text: 'In Settings, search for CA certificate, install office-ca.cer, and accept the warning.',
  },
  {
    system: 'Programs',
    file: '/ca.crt',
    text: 'Node takes NODE_EXTRA_CA_CERTS, Python SSL_CERT_FILE, curl --cacert, each with the path of office-ca.crt.',
  },
] as const;

export type TrustSystem = (typeof trustSteps)[number]['system'];

/** An address or a name as it stands in a URL. */
const inUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** Where programs reach the office, without /v1, the best to show first: "https://reception.local:8422". */
export function accessUrls(
  view: AccessView,
  says = inEnglish,
): { readonly url: string; readonly encrypted: boolean; readonly from: string }[] {
  const { localName, port, thisPcOnly, adapters, https } = view;
  if (thisPcOnly) return [{ url: `http://127.0.0.1:${port}`, encrypted: false, from: says.thisPc }];
  const plain = adapters.map((adapter) => ({
    url: `http://${inUrl(adapter.address)}:${port}`,
    encrypted: false,
    from: adapterInWords(adapter, says),
  }));
  const named = localName === null ? [] : [{ url: `http://${localName}:${port}`, encrypted: false, from: says.byName }];
  const secure = [...named, ...plain].map(({ url, from }) => ({
    url: url.replace(/^http:(.*):\d+$/, `https:$1:${https.port}`),
    encrypted: true,
    from,
  }));
  if (https.port === null) return https.required ? [] : [...plain, ...named];
  return https.required ? secure : [...plain, ...named, ...secure];
}
