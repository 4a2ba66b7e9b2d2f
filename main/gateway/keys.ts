/** The port to the keys of the LAN API. */
import type { KeyLimits } from '../../contract/keys.ts';

/** A key that a program shows, or a person, and what they may do. */
export interface Key {
  readonly id: string;
  readonly name: string;
  /** People are named in sentences without the words “the key”. */
  readonly isPerson?: boolean;
  /** How sentences begin that are about it, where its name alone says too little. */
  readonly called?: string;
  readonly limits: KeyLimits;
}

export interface Keys {
  /** The key that has this secret, when there is one and it is not revoked. Asked on each request. */
  find(secret: string): Key | null;
}
