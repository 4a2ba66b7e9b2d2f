/** The port to where the office is reached from other PCs. */
import type { AccessChange, AccessView } from '../../contract/access.ts';

export interface AccessOffice {
  view(): AccessView;
  /** @throws ProblemError https_not_served, when others would be shut out altogether */
  change(change: AccessChange): void;
}
