/** Asks the hub for a file from some byte on, follows it to the host that has the bytes, and says what is known of it. */
import { problem, ProblemError } from '../../contract/problem.ts';
import { version } from '../../common/version.ts';
import { fileUrl, pageOf, type Hub, type HubFile } from './hub.ts';
import { meaningOf } from './hub-answer.ts';
import { TryLater } from './try-later.ts';

/** The bytes of a file from `from` on. */
export interface FileBytes {
  readonly from: number;
  /** Of the whole file; null: nobody says. */
  readonly totalBytes: number | null;
  /** Strong, of the host that has the bytes: lets a later request go on. */
  readonly etag: string | null;
  /** What the hub says the whole file hashes to. */
  readonly sha256: string | null;
  readonly body: ReadableStream<Uint8Array>;
}

interface Wanted {
  readonly from: number;
  /** Of the bytes that are here. */
  readonly etag: string | null;
  readonly sha256: string | null;
}

const mostHops = 6;

/**
 * @returns null when the bytes that are here are none of this file, or all: then it is to be asked from the beginning
 * @throws ProblemError hub_refused, hub_file_missing; TryLater; the signal's reason
 */
export async function askForFile(
  hub: Hub,
  file: HubFile,
  wanted: Wanted,
  now: number,
  signal: AbortSignal,
): Promise<FileBytes | null> {
  const { from } = wanted;
  let url = fileUrl(hub, file);
  let said: Pick<FileBytes, 'sha256' | 'totalBytes'> = { sha256: null, totalBytes: null };
  for (let hops = 0; hops < mostHops; hops += 1) {
    // What other hosts are told, and what they are believed, is less.
    const own = url.origin === hub.endpoint.origin;
    const tokenSent = hub.token !== null && own;
    const headers: Record<string, string> = {
      'accept-encoding': 'identity',
      'user-agent': `aivailable/${version}`,
      ...(tokenSent ? { authorization: `Bearer ${hub.token}` } : {}),
      ...(from > 0 ? { range: `bytes=${from}-` } : {}),
      ...ifRange(wanted, said.sha256),
    };
    const response = await send(hub, url, headers, signal);
    said = {
      sha256: said.sha256 ?? (own ? hashOf(response.headers) : null),
      totalBytes: said.totalBytes ?? sizeOf(response.headers),
    };
    const asked = {
      file: file.path,
      repo: file.repo,
      page: pageOf(hub.endpoint, file.repo),
      host: url.host,
      tokenSent,
      from,
    };
    const meaning = meaningOf(response.status, response.headers, asked, now);
    if (meaning.is === 'body' && response.body) {
      const totalBytes = said.totalBytes ?? meaning.totalBytes;
      return {
        from: meaning.from,
        totalBytes,
        sha256: said.sha256,
        etag: strong(response.headers),
        body: response.body,
      };
    }
    await response.body?.cancel().catch(() => undefined);
    if (meaning.is === 'anew') return null;
    if (meaning.is === 'later') throw new TryLater(meaning.problem, meaning.afterMs);
    if (meaning.is === 'no') throw new ProblemError(meaning.problem);
    url = nextOf(response, url);
  }
  throw new ProblemError(problem('hub_file_missing', `${url.host} sends from address to address without an end.`));
}

/**
 * Lets the rest come only where it belongs to what is here. Not needed where the hub itself said so: hosts that have the bytes
 * may give each request another etag.
 */
const ifRange = ({ from, etag, sha256 }: Wanted, said: string | null): Record<string, string> =>
  from > 0 && etag !== null && (said === null || said !== sha256) ? { 'if-range': etag } : {};

async function send(hub: Hub, url: URL, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
  try {
    return await hub.fetch(url, { headers, redirect: 'manual', signal });
  } catch (error) {
    signal.throwIfAborted();
    const code = reasonOf(error);
    const sentence = `${url.host} cannot be reached${code === null ? '' : ` (${code})`}.`;
    throw new TryLater(problem('hub_unreachable', sentence), null, { cause: error });
  }
}

/** "ENOTFOUND": fetch hides the system's word in its cause. */
function reasonOf(error: unknown): string | null {
  const cause = error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined) : undefined;
  return cause?.code || null;
}

function nextOf(response: Response, from: URL): URL {
  const next = URL.parse(response.headers.get('location') ?? '', from.href);
  if (next && /^https?:$/.test(next.protocol)) return next;
  throw new ProblemError(problem('hub_file_missing', `${from.host} sends on to no address.`));
}

const unquoted = (etag: string | null): string => (etag ?? '').replace(/^W\//, '').replaceAll('"', '');

/** The hub gives the hash of large files as an etag of theirs; any other etag is none. */
function hashOf(headers: Headers): string | null {
  const named = [headers.get('x-linked-etag'), headers.get('etag')].map(unquoted);
  return named.find((etag) => /^[0-9a-f]{64}$/.test(etag)) ?? null;
}

function sizeOf(headers: Headers): number | null {
  const size = headers.get('x-linked-size') ?? '';
  return /^\d{1,15}$/.test(size) ? Number(size) : null;
}

function strong(headers: Headers): string | null {
  const etag = headers.get('etag');
  return etag !== null && /^"[^"]*"$/.test(etag) ? etag : null;
}
