/** What enrolment needs of the machines that run. The inventory and the tunnels do it. */
import type { KnownMachine } from '../ledger/machines.ts';
import type { AgentLink } from '../link/agent-link.ts';

interface MachineNotice {
  readonly reason: string;
  readonly effect: string;
  readonly action: string;
}

export interface OfficeMachines {
  know(machine: KnownMachine): void;
  forget(id: string): void;
  /** Nothing new is placed on it from now on; what runs there drains. */
  removing(id: string): void;
  notice(id: string, kind: 'same id', notice: MachineNotice | null): void;
  machine(id: string): { readonly replicas: readonly { readonly state: string }[] } | undefined;
  onChange(listener: () => void): () => void;
}

export type LinkTo = (machineId: string) => AgentLink | undefined;
