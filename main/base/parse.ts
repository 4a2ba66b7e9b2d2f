/** Checks what came from outside against a schema. */
import type { z } from 'zod';
import { refuse } from '../../contract/problem.ts';

/** @throws ProblemError invalid_request, with the path of the first field that is wrong. */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join('.') ?? '';
  const what = path === '' ? 'The body' : `"${path}"`;
  return refuse(
    'invalid_request',
    `${what} is not valid: ${issue?.message ?? 'unknown shape'}.`,
    path === '' ? {} : { param: path },
  );
}
