/** The port to where the office is reached from other PCs. */
import type { KeylessLimits } from '../../contract/keys.ts';
import type { AccessChange, AccessView, NetworksWish } from '../../contract/access.ts';

export interface AccessOffice {
  /** @param remoteAddress of who asks */
  view(remoteAddress: string): AccessView;
  /** @throws ProblemError https_not_served, when others would be shut out altogether */
  change(change: AccessChange): void;
  /** @throws ProblemError own_network when who asks would be shut out; invalid_request of one that is not private */
  serveOnly(wish: NetworksWish, remoteAddress: string): void;
  /** @param limits of requests without a key; null: every one needs a key */
  serveWithoutKey(limits: KeylessLimits | null): void;
}
