/**
 * The one list of errors. Every refusal a user can meet has an entry here: a code, the HTTP status it travels with, what
 * it means for the user and one thing to do. The plain sentence is written where it happens, because it holds the numbers.
 */
import { z } from 'zod';
import type { ErrorKind } from './error-kind.ts';
import { attachedErrors } from './error-kinds-attached.ts';
import { machineErrors } from './error-kinds-machines.ts';
import { officeErrors } from './error-kinds-office.ts';
import { peopleErrors } from './error-kinds-people.ts';

const kinds = {
  ...officeErrors,
  ...machineErrors,
  ...peopleErrors,
  ...attachedErrors,
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof kinds;
export const errorCodes = Object.keys(kinds) as [ErrorCode, ...ErrorCode[]];
export const errorKinds: Readonly<Record<ErrorCode, ErrorKind>> = kinds;

/** An error as it travels between the programs. `message` is one plain sentence, with numbers where there are any. */
export const Problem = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  effect: z.string(),
  action: z.string(),
  /** The field of the request that is wrong, as a path ("messages.0.content"). */
  param: z.string().optional(),
  /** Seconds to wait before another try. */
  retryAfter: z.number().optional(),
});
export type Problem = z.infer<typeof Problem>;
