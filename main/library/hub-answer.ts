/** What the head of a hub's answer means for a download. Pure. */
import { problem } from '../../contract/problem.ts';
import type { Problem } from '../../contract/errors.ts';

/** What was asked for, and what is known of it. */
interface Asked {
  readonly file: string;
  /** "OWNER/NAME", and where a person reads about it. */
  readonly repo: string;
  readonly page: string;
  /** The host that answers, and whether it was given a token. */
  readonly host: string;
  readonly tokenSent: boolean;
  /** The first byte that was asked for. */
  readonly from: number;
}

/**
 * body: bytes follow, from byte `from`. redirect: another address has it. anew: what is here is none of it, or all of it; asked for from
 * the beginning the answer is another. later: it is tried again, after the time that the server names. no: only a person can help.
 */
type Meaning =
  | { readonly is: 'body'; readonly from: number; readonly totalBytes: number | null }
  | { readonly is: 'redirect' }
  | { readonly is: 'anew' }
  | { readonly is: 'later'; readonly problem: Problem; readonly afterMs: number | null }
  | { readonly is: 'no'; readonly problem: Problem };

/** @param now milliseconds since 1970 */
export function meaningOf(status: number, headers: Headers, asked: Asked, now: number): Meaning {
  if (status < 300 && /^text\/html/i.test(headers.get('content-type') ?? '')) {
    // The login page of a guest network, say: nothing that is here is worth less for it.
    const sentence = `${asked.host} sent a web page in place of the file.`;
    return { is: 'later', problem: problem('hub_unreachable', sentence), afterMs: null };
  }
  if (status === 200) return { is: 'body', from: 0, totalBytes: lengthOf(headers) };
  if (status === 206) return partOf(headers, asked);
  if ([301, 302, 303, 307, 308].includes(status)) return { is: 'redirect' };
  if (status === 416) return { is: 'anew' };
  if (status === 401 || status === 403) return { is: 'no', problem: refusal(status, headers, asked) };
  if (status === 404 || status === 410) return { is: 'no', problem: absence(headers, asked) };
  if (status === 429 || status === 408 || status >= 500) {
    const sentence =
      status === 429 ? `${asked.host} asks for patience: too many requests.` : `${asked.host} answers with ${status}.`;
    return { is: 'later', problem: problem('hub_busy', sentence), afterMs: retryAfterMs(headers, now) };
  }
  return { is: 'no', problem: problem('hub_file_missing', `${asked.host} answers with ${status}, not with the file.`) };
}

/** The length counts only where nothing was packed on the way. */
const lengthOf = (headers: Headers): number | null =>
  headers.has('content-encoding') ? null : wholeNumber(headers.get('content-length'));

function partOf(headers: Headers, { from, host }: Asked): Meaning {
  const [, first, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('content-range') ?? '') ?? [];
  if (Number(first) === from) return { is: 'body', from, totalBytes: wholeNumber(total ?? null) };
  const sentence = `${host} sent another part of the file than the one that was asked for.`;
  return { is: 'later', problem: problem('hub_busy', sentence), afterMs: null };
}

/** The hub names the reason in a header of its own. */
const reasonOf = (headers: Headers): string => headers.get('x-error-code') ?? '';

function refusal(status: number, headers: Headers, { repo, page, host, tokenSent }: Asked): Problem {
  if (reasonOf(headers) === 'GatedRepo') {
    return problem('hub_refused', `${repo} is open only to who accepted its licence.`, {
      action: `Accept it at ${page}, then set a token of that account: "hub": {"token": "hf_…"} in settings.json, or HF_TOKEN.`,
    });
  }
  if (tokenSent) {
    return problem('hub_refused', `${host} refuses ${repo} to the owner of the token that is set (${status}).`, {
      action: `Ask for access at ${page}, or set another token: "hub": {"token": "hf_…"} in settings.json, or HF_TOKEN.`,
    });
  }
  return problem('hub_refused', `${repo} is private, or there is no such repository (${status}).`, {
    action: `Look at ${page}. For a private one set a token: "hub": {"token": "hf_…"} in settings.json, or HF_TOKEN.`,
  });
}

function absence(headers: Headers, { repo, file, page }: Asked): Problem {
  const isRepo = reasonOf(headers) === 'RepoNotFound';
  const sentence = isRepo ? `The hub has no repository ${repo}.` : `${repo} holds no file ${file}.`;
  return problem('hub_file_missing', sentence, { action: `Look at ${page} for the right name.` });
}

/** Seconds or a date; not over an hour, whatever a server says. */
function retryAfterMs(headers: Headers, now: number): number | null {
  const said = headers.get('retry-after');
  if (said === null) return null;
  const ms = /^\d+$/.test(said.trim()) ? Number(said) * 1000 : Date.parse(said) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 3_600_000) : null;
}

const wholeNumber = (text: string | null): number | null =>
  text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
