/** What the status of an external server's answer means. Its own words are cleaned and cut: they are a stranger's. Pure. */
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { cleanText } from '../../common/clean-text.ts';
import type { Problem } from '../../contract/errors.ts';
import { problem } from '../../contract/problem.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** null: no JSON. */
  readonly body: unknown;
}

/** OpenAI's shape, Ollama's and vLLM's older one. */
const ErrorBody = z.union([
  z.looseObject({ error: z.looseObject({ message: z.string(), code: z.unknown().optional() }) }),
  z.looseObject({ error: z.string() }).transform(({ error }) => ({ error: { message: error, code: undefined } })),
  z.looseObject({ message: z.string() }).transform(({ message }) => ({ error: { message, code: undefined } })),
]);

const mostRetrySeconds = 60;
const longContext = /context (length|size|window)|maximum context|too long|exceed\w* (the )?(available )?context/i;

/** @param name of the server */
export function problemOfStatus(name: string, { status, headers, body }: Answer): Problem {
  const { message, code } = ErrorBody.safeParse(body).data?.error ?? { message: '', code: null };
  const said = cleanText(message, 300);
  const why = said === '' ? `with ${status}` : `${status}: ${said}`;
  if (status >= 300 && status < 400) {
    const sentence = `${name} sends requests on to another address (${status}).`;
    return problem('attached_failed', sentence, { action: 'Attach the server by the address that it names.' });
  }
  if (code === 'attached_is_this_office') return problem('attached_is_this_office', `${name} is this office itself.`);
  if (status === 401 || status === 403) return problem('attached_key_refused', `${name} refuses the key (${status}).`);
  if (status === 404) return problem('replica_not_found', `${name} does not have what was asked for (${why}).`);
  if (status === 429 || status === 503) {
    const retryAfter = retrySeconds(headers['retry-after']);
    return problem('no_free_slot', `${name} is busy (${why}).`, retryAfter === null ? {} : { retryAfter });
  }
  if (status === 413 || (status < 500 && (code === 'context_length_exceeded' || longContext.test(said)))) {
    return problem('context_length_exceeded', `This is too long for ${name} (${why}).`);
  }
  if (status >= 400 && status < 500) return problem('attached_refused', `${name} refused the request (${why}).`);
  return problem('attached_failed', `${name} failed (${why}).`);
}

/** Seconds, or null: nothing sensible is said. A date is no promise of a machine whose clock nobody knows. */
function retrySeconds(header: string | undefined): number | null {
  if (header === undefined || !/^\d{1,6}$/.test(header)) return null;
  return Math.min(mostRetrySeconds, Number(header));
}
