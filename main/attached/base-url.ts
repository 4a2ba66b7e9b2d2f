/** The address of an external server's API: read as people type it, and what to say of it. */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isLoopback, isPrivate } from '../../common/address.ts';
import { refuse } from '../../contract/problem.ts';

/**
 * "192.168.10.50:8000" and "http://host/v1/chat/completions" both mean the API's root.
 * @returns without a slash at the end
 * @throws ProblemError attached_address_invalid
 */
export function readBaseUrl(typed: string): string {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed.trim()) ? typed.trim() : `http://${typed.trim()}`;
  const url = URL.canParse(whole) ? new URL(whole) : refuse('attached_address_invalid', 'That is no address.');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    refuse('attached_address_invalid', `An external server is asked over http or https, not ${url.protocol}//`);
  }
  if (url.username !== '' || url.password !== '') {
    refuse('attached_address_invalid', 'The address holds a name or password, which would be shown and logged.', {
      action: 'Give a key beside the address.',
    });
  }
  if (url.search !== '' || url.hash !== '') refuse('attached_address_invalid', 'The address has a part after ? or #.');
  const path = url.pathname.replace(/\/+$/, '').replace(/\/(chat\/completions|completions|embeddings|models)$/, '');
  return `${url.origin}${path === '' ? '/v1' : path}`;
}

/** What a person should know of an address before texts are sent there. A name that cannot be found warns of nothing. */
export async function warningsOf(baseUrl: string): Promise<string[]> {
  const { hostname, protocol } = new URL(baseUrl);
  const host = hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : await addressesOf(host);
  const outside = addresses.some((address) => !isPrivate(address));
  const warnings = outside ? ['This server is in the internet: what people ask leaves the office.'] : [];
  if (protocol === 'http:' && !addresses.every((address) => isLoopback(address))) {
    warnings.push('The way to it is not encrypted: key and texts can be read by whoever listens on the line.');
  }
  return warnings;
}

const addressesOf = (host: string): Promise<string[]> =>
  lookup(host, { all: true }).then(
    (found) => found.map(({ address }) => address),
    () => [],
  );
