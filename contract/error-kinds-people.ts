/** The errors about people, their invites and what they may do. @see errors.ts for what each entry means. */
import { commandLine } from './command-line.ts';
import type { ErrorKind } from './error-kind.ts';

export const peopleErrors = {
  no_session: {
    status: 401,
    effect: 'This browser cannot use the office’s window yet.',
    action: `Open the link that the start printed, or run: ${commandLine('open', null)}`,
  },
  access_ended: {
    status: 401,
    effect: 'This browser cannot use the office any more.',
    action: 'Ask the admin of the office for a new invite.',
  },
  admin_only: {
    status: 403,
    effect: 'Nothing was done.',
    action: 'Sign in as admin, or ask the admin of the office.',
  },
  invite_invalid: {
    status: 410,
    effect: 'This browser was not let in.',
    action: 'Ask the admin of the office for a new invite.',
  },
  person_exists: { status: 409, effect: 'Nobody was added.', action: 'Choose another name.' },
  admin_password_wrong: { status: 403, effect: 'Nothing was changed.', action: 'Type it again.' },
  admin_password_missing: {
    status: 409,
    effect: 'Nobody can be admin at another PC.',
    action: `Set one on the office’s own PC: in Settings, or with ${commandLine('admin-password', null)}`,
  },
} as const satisfies Record<string, ErrorKind>;
