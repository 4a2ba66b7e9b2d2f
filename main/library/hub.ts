/** Where model files come from: a server with the layout of the Hugging Face hub. */
import { refuse } from '../../contract/problem.ts';

/** What Node's fetch is, as far as it is needed: one request, redirects not followed. */
type HubFetch = (
  url: URL,
  init: { readonly headers: Record<string, string>; readonly redirect: 'manual'; readonly signal: AbortSignal },
) => Promise<Response>;

export interface Hub {
  readonly endpoint: URL;
  /** Sent to the endpoint's own host, and to no other. */
  readonly token: string | null;
  readonly fetch: HubFetch;
}

/** One file of a repository. */
export interface HubFile {
  /** "OWNER/NAME" */
  readonly repo: string;
  /** A branch, tag or commit. */
  readonly revision: string;
  /** Its path in the repository. */
  readonly path: string;
}

const usualEndpoint = 'https://huggingface.co';

/**
 * The hub that this PC's environment names, in the words that other programs know: HF_ENDPOINT for a mirror, HF_TOKEN.
 * @param token of the office's settings; it counts before the environment's
 * @throws ProblemError settings_invalid when HF_ENDPOINT is no web address
 */
export function hubOf(env: NodeJS.ProcessEnv, token: string | null, fetch: HubFetch = globalThis.fetch): Hub {
  const endpoint = env['HF_ENDPOINT'] || usualEndpoint;
  const url = URL.parse(endpoint.endsWith('/') ? endpoint : `${endpoint}/`);
  if (!url || !/^https?:$/.test(url.protocol)) {
    return refuse('settings_invalid', `HF_ENDPOINT is “${endpoint.slice(0, 200)}”, which is no web address.`);
  }
  return { endpoint: url, token: (token ?? env['HF_TOKEN']?.trim()) || null, fetch };
}

const encoded = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/** Where the bytes of a file are asked for. */
export const fileUrl = ({ endpoint }: Hub, { repo, revision, path }: HubFile): URL =>
  new URL(`${encoded(repo)}/resolve/${encodeURIComponent(revision)}/${encoded(path)}`, endpoint);

/** Where a person reads about a repository, and accepts its licence. */
export const pageOf = (endpoint: URL, repo: string): string => new URL(encoded(repo), endpoint).href;
