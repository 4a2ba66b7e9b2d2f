import { z } from 'zod';
import { Problem } from '../../../contract/errors.ts';
import { problem, ProblemError } from '../../../contract/problem.ts';

const Refused = z.object({ error: Problem });

interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** Calls of the coordinator's /control API. Every refusal is thrown as a ProblemError. */
export class ControlClient {
  readonly #fetch: typeof fetch;

  constructor(fetchWith: typeof fetch) {
    this.#fetch = fetchWith;
  }

  /** The body as `schema` reads it. */
  async ask<T>(path: string, schema: z.ZodType<T>, call: Call = {}): Promise<T> {
    const response = await this.open(path, call);
    const parsed = schema.safeParse(await response.json().catch(() => undefined));
    if (parsed.success) return parsed.data;
    throw new ProblemError(problem('internal', 'The coordinator sent something that this window cannot read.'), {
      cause: parsed.error,
    });
  }

  /** For calls whose answer has no body. */
  async tell(path: string, call: Call): Promise<void> {
    const response = await this.open(path, call);
    await response.body?.cancel();
  }

  /** The response itself, for streams. The caller reads or cancels its body. */
  async open(path: string, call: Call): Promise<Response> {
    const { method = 'GET', body, signal } = call;
    let response: Response;
    try {
      response = await this.#fetch(`/control${path}`, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
        ...(signal && { signal }),
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new ProblemError(problem('coordinator_unreachable', 'The coordinator does not answer.'), { cause: error });
    }
    if (response.ok) return response;
    const refused = Refused.safeParse(await response.json().catch(() => undefined));
    if (refused.success) throw new ProblemError(refused.data.error);
    throw new ProblemError(
      problem('coordinator_unreachable', `The coordinator answered with status ${response.status} and no reason.`),
    );
  }
}
