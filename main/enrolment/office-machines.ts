/** What enrolment needs of the machines that run. The inventory and the tunnels do it. */
import type { Notice } from '../../contract/notice.ts';
import type { KnownMachine } from '../ledger/machines.ts';

export interface OfficeMachines {
  know(machine: KnownMachine): void;
  forget(id: string): void;
  /** Nothing new is placed on it from now on; what runs there drains. */
  removing(id: string): void;
  notice(id: string, kind: 'same id', notice: Notice | null): void;
  machine(id: string): { readonly replicas: readonly { readonly state: string }[] } | undefined;
  onChange(listener: () => void): () => void;
}
