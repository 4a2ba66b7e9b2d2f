/** What an mDNS response says of services. Everything in it was sent by strangers: it is read, cut and cleaned, and believed by nobody. */
import { z } from 'zod';
import { isPrivate } from './address.ts';
import { cleanText } from './clean-text.ts';

/** A service that some PC announced. */
export interface HeardService {
  /** "_ssh._tcp". */
  readonly type: string;
  /** What its PC calls it: "Anna’s iMac", or an id. */
  readonly name: string;
  /** The name of its PC, without ".local": "PC-2"; null when the response does not say it. */
  readonly hostName: string | null;
  readonly txt: ReadonlyMap<string, string>;
  /** IPv4 address of its PC, reachable over the adapter that heard it. */
  readonly address: string;
  /** It says goodbye. */
  readonly gone: boolean;
}

const Packet = z.object({ answers: z.array(z.unknown()), additionals: z.array(z.unknown()) });
const DnsRecord = z.object({ name: z.string().max(1_100), type: z.string(), ttl: z.number(), data: z.unknown() });
type DnsRecord = z.infer<typeof DnsRecord>;
const Target = z.object({ target: z.string() });
const Texts = z.array(z.instanceof(Uint8Array));

const suffix = '.local';
const mostRecords = 300;
const mostTexts = 40;

/**
 * The services of `types` in one response, each once.
 * @param from the address that sent it. It is the PC's own, since it came over the cable, unless the response names others: then a
 *   router or a sleep proxy passed it on, and the first private one of those is the PC's.
 */
export function servicesIn(packet: unknown, from: string, types: ReadonlySet<string>): HeardService[] {
  const read = Packet.safeParse(packet);
  if (!read.success) return [];
  const records = [...read.data.answers, ...read.data.additionals].slice(0, mostRecords).flatMap((record) => {
    const { success, data } = DnsRecord.safeParse(record);
    return success ? [data] : [];
  });
  // By name, since each service looks for its own: whoever sends full packets shall not keep this PC busy.
  const named = Map.groupBy(records, ({ name }) => name.toLowerCase());
  const heard = new Map<string, HeardService>();
  for (const { fqdn, ttl } of records.flatMap(instanceOf)) {
    const type = typeOf(fqdn, types);
    const key = fqdn.toLowerCase();
    if (type === null || heard.has(key)) continue;
    const own = named.get(key) ?? [];
    const host = hostOf(own);
    heard.set(key, {
      type,
      name: cleanText(fqdn.slice(0, -(type.length + suffix.length + 1)), 63),
      hostName: host && hostNameIn(host),
      txt: textsIn(own),
      address: addressOf(from, host === null ? [] : (named.get(host.toLowerCase()) ?? [])),
      gone: ttl === 0,
    });
  }
  return [...heard.values()].filter(({ name }) => name !== '');
}

/** The full name of a service that a record is about; some devices send text alone. */
function instanceOf({ name, type, ttl, data }: DnsRecord): { fqdn: string; ttl: number }[] {
  if (type === 'PTR' && typeof data === 'string') return [{ fqdn: data, ttl }];
  return type === 'SRV' || type === 'TXT' ? [{ fqdn: name, ttl }] : [];
}

function typeOf(fqdn: string, types: ReadonlySet<string>): string | null {
  const [service, protocol, top] = fqdn.toLowerCase().split('.').slice(-3);
  const type = `${service}.${protocol}`;
  return `.${top}` === suffix && types.has(type) ? type : null;
}

function hostOf(own: readonly DnsRecord[]): string | null {
  const { success, data } = Target.safeParse(own.find(({ type }) => type === 'SRV')?.data);
  return success ? data.target : null;
}

/** "PC-2" of "PC-2.local."; null when it is no host name. */
function hostNameIn(host: string): string | null {
  const name = host.replace(/\.?$/, '').replace(/\.local$/i, '');
  return /^[\p{L}\p{N}_-]{1,63}(\.[\p{L}\p{N}_-]{1,63}){0,5}$/u.test(name) ? name : null;
}

function textsIn(own: readonly DnsRecord[]): ReadonlyMap<string, string> {
  const { success, data } = Texts.safeParse(own.find(({ type }) => type === 'TXT')?.data);
  const pairs = (success ? data : []).slice(0, mostTexts).flatMap((bytes): [string, string][] => {
    const [, key, value] = /^([^=]{1,60})=(.*)$/s.exec(Buffer.from(bytes).toString('utf8')) ?? [];
    return key !== undefined && value !== undefined ? [[key.toLowerCase(), value]] : [];
  });
  return new Map(pairs);
}

/** @param ofHost the records about the PC's name */
function addressOf(from: string, ofHost: readonly DnsRecord[]): string {
  const own = ofHost.flatMap(({ type, data }) => (type === 'A' && typeof data === 'string' ? [data] : []));
  return own.length === 0 || own.includes(from) ? from : (own.find(isPrivate) ?? from);
}
