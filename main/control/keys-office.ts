/** The port to the keys of the LAN API, and to what was used with each. */
import type { KeyChange, KeyView, MadeKey, NewKey, UsageRow } from '../../contract/keys.ts';

export interface KeysOffice {
  list(): KeyView[];
  /** @throws ProblemError key_exists */
  make(wished: NewKey): MadeKey;
  /** @throws ProblemError not_found */
  change(id: string, change: KeyChange): KeyView;
  /** @throws ProblemError not_found */
  revoke(id: string): void;
  /** Of the last 30 days, oldest first. */
  usage(): UsageRow[];
}
