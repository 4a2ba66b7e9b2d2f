/** The port to the keys of the LAN API. */
import type { KeyLimits } from '../../contract/keys.ts';

/** A key that a program shows, and what it may do. */
export interface Key {
  readonly id: string;
  readonly name: string;
  readonly limits: KeyLimits;
}

export interface Keys {
  /** The key that has this secret, when there is one and it is not revoked. Asked on each request. */
  find(secret: string): Key | null;
}
