/** The guard: whom the listener talks to at all. Pure decisions over a request's address and headers; null lets it pass. */
import { isIP } from 'node:net';
import type { Problem } from '../../contract/errors.ts';
import { problem } from '../../contract/problem.ts';
import { isLoopback, isPrivate, plainAddress } from '../../common/address.ts';

export interface GuardedRequest {
  readonly remoteAddress: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** What a browser says of where the request comes from (Sec-Fetch-Site). */
  readonly site: string | undefined;
  /** It came over HTTPS. */
  readonly encrypted: boolean;
}

/** What this PC is called and where it is, now. */
export interface OwnNames {
  readonly hostName: string;
  readonly addresses: readonly string[];
}

/** All checks, the cheapest and most telling first. */
export const guard = (request: GuardedRequest, own: OwnNames): Problem | null =>
  checkAddress(request.remoteAddress) ?? checkHost(request.host, own) ?? checkOrigin(request);

export function checkAddress(remoteAddress: string | undefined): Problem | null {
  if (remoteAddress !== undefined && isPrivate(remoteAddress)) return null;
  return problem('foreign_address', `The address ${remoteAddress ?? '(unknown)'} is not on a private network.`);
}

/** Against DNS rebinding: a foreign page can make its own name point here, but then the browser sends that name. */
export function checkHost(host: string | undefined, own: OwnNames): Problem | null {
  const name = hostName(host ?? '');
  const isOwn =
    isIP(name) === 0 ? isOwnName(name, own) : isLoopback(name) || own.addresses.map(plainAddress).includes(name);
  return isOwn ? null : problem('foreign_host', `"${(host ?? '').slice(0, 100)}" is not a name or address of this PC.`);
}

function isOwnName(name: string, { hostName: ownName }: OwnNames): boolean {
  const full = ownName.toLowerCase();
  const short = full.split('.')[0] ?? full;
  const names = ['localhost', full, short, `${short}.local`];
  return name !== '' && names.includes(name);
}

/**
 * Requests that a browser sends for a page of another origin are refused wherever they could do or tell something; only the
 * page's own files may be fetched by anyone, as they hold nothing.
 */
export function checkOrigin({ method, path, host, origin, site, encrypted }: GuardedRequest): Problem | null {
  const harmless = (method === 'GET' || method === 'HEAD') && !/^\/(v1|api|control|metrics)(\/|$)/i.test(path);
  if (harmless) return null;
  if (origin !== undefined) {
    return isSameHost(origin, host ?? '', encrypted) ? null : foreign(`the page ${origin.slice(0, 100)}`);
  }
  return site === 'cross-site' || site === 'same-site' ? foreign('a page of another address') : null;
}

const foreign = (whose: string): Problem =>
  problem('foreign_origin', `The request was sent by ${whose}, not by this office's own page.`);

function isSameHost(origin: string, host: string, encrypted: boolean): boolean {
  // A page that came plainly may be anybody's, whatever name it has.
  if (encrypted && !origin.startsWith('https:')) return false;
  try {
    // Both through the same parser, so that case and default ports compare equal.
    const page = new URL(origin);
    return page.host !== '' && page.host === new URL(`${page.protocol}//${host}`).host;
  } catch {
    return false;
  }
}

/** The name or address in a Host header, without port, brackets and final dot. Empty when it is no valid one. */
function hostName(host: string): string {
  const match = /^(?:\[([0-9a-f:.%]+)\]|([^:[\]/@\s]+))(?::\d{1,5})?$/i.exec(host);
  // A zone ("%eth0") belongs to an IPv6 address; anywhere else a percent sign is no part of a name.
  if (match?.[2]?.includes('%')) return '';
  return plainAddress((match?.[1] ?? match?.[2] ?? '').replace(/\.$/, ''));
}
