/** What an installation needs of the rest of the house. */
import type { SshHostBook } from '../../ledger/ssh-hosts.ts';
import type { Bundles } from '../bundles/bundles.ts';
import type { Needs } from './remote-judge.ts';

/** How a machine that is being installed is let in. */
export interface Admission {
  /** A fresh token that serves once. */
  newToken(): string;
  /** Resolves when the machine that joined with the token has its tunnel open. @throws the signal's reason */
  waitForMachine(token: string, signal: AbortSignal): Promise<{ readonly id: string; readonly name: string }>;
  /** Ends a token that is not needed any more, and takes out the machine that joined with it. */
  takeBack(token: string): void | Promise<void>;
}

export interface PushParts {
  readonly hosts: SshHostBook;
  readonly bundles: Pick<Bundles, 'find'>;
  readonly admission: Admission;
  /** sha256 of the coordinator's certificate: by it an agent that is there already is known. */
  readonly officePin: string;
  /** Where an agent can dial this coordinator, best first: "192.168.10.12:8421". */
  readonly dialAddresses: () => readonly string[];
  /** Of this PC, which needs no installation. */
  readonly ownAddresses: () => readonly string[];
  /** Socket of the SSH agent of this PC's user; null when there is none. */
  readonly sshAgent: string | null;
  readonly needs?: Needs;
  /** How long a tunnel is waited for, in milliseconds. */
  readonly tunnelMs?: number;
}
