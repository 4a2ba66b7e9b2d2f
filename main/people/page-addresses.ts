/** Where a colleague's browser finds the office's page. Pure. */

interface PageServer {
  /** This PC's name, without a domain. */
  readonly name: string;
  /** The name is announced in the office's network, so that NAME.local leads here. */
  readonly announced: boolean;
  /** LAN addresses, the one to show first. */
  readonly addresses: readonly string[];
  /** What each address begins with: "https" where other PCs must come encrypted. */
  readonly scheme: 'http' | 'https';
  readonly port: number;
}

/**
 * Without a slash at the end, the best first. The name goes on serving when the router gives this PC another address; some old
 * phones do not find names ending in .local, so that the addresses stand beside it.
 */
export function pageAddresses({ name, announced, addresses, scheme, port }: PageServer): string[] {
  const hosts = [...(announced && /^[\w-]+$/.test(name) ? [`${name.toLowerCase()}.local`] : []), ...addresses];
  return (hosts.length > 0 ? hosts : ['127.0.0.1']).map((host) => `${scheme}://${host}:${port}`);
}
