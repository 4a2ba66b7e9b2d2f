/** Where a link may lead: inside the window, to the browser or the mail program of this PC, or nowhere. */

type Destination = 'inside' | 'outside' | 'nowhere';

/** @param ownOrigin the coordinator's origin, "http://127.0.0.1:8420"; null while it is not known. */
export function destinationOf(url: string, ownOrigin: string | null): Destination {
  if (!URL.canParse(url)) return 'nowhere';
  const { origin, protocol, search } = new URL(url);
  // An address alone: what else a link gives a mail program, text or a file to attach, a model may have made up.
  if (protocol === 'mailto:' && search === '') return 'outside';
  if (protocol !== 'http:' && protocol !== 'https:') return 'nowhere';
  return origin === ownOrigin ? 'inside' : 'outside';
}
