/** The errors about external servers. @see errors.ts for what each entry means. */
import type { ErrorKind } from './error-kind.ts';

export const attachedErrors = {
  attached_not_found: { status: 404, effect: 'Nothing was changed.', action: 'Look at the list of external servers.' },
  attached_name_taken: { status: 409, effect: 'Nothing was changed.', action: 'Choose another name.' },
  attached_address_invalid: {
    status: 400,
    effect: 'Nothing was asked of it.',
    action: 'Give the address of its API, as in http://192.168.10.50:8000/v1',
  },
  attached_is_this_office: {
    status: 409,
    effect: 'It is not attached: each request would come back to where it began.',
    action: 'Give the address of another server.',
  },
  attached_unreachable: {
    status: 502,
    effect: 'Nothing is sent there until it answers.',
    action: 'Check that the server runs and that this PC can reach its address.',
  },
  attached_key_refused: {
    status: 502,
    effect: 'At most one request a minute is sent there until it takes the key.',
    action: 'Give the key that this server wants.',
  },
  attached_certificate: {
    status: 502,
    effect: 'Nothing was sent to it.',
    action: 'Compare the certificate’s fingerprint with the server’s own, and trust it if they are the same.',
  },
  attached_failed: {
    status: 502,
    effect: 'The answer could not be finished.',
    action: 'Look at the log of the external server.',
  },
  attached_refused: {
    status: 400,
    effect: 'Nothing was generated.',
    action: 'Correct what the server names, or choose another model.',
  },
} as const satisfies Record<string, ErrorKind>;
