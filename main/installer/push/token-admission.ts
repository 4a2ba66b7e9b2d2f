/** Lets a machine that is being installed in: by a join token, as if an admin had carried it there. */
import { parseJoinToken } from '../../../contract/enrolment.ts';
import { watchFor } from '../../base/watch-for.ts';
import type { Enrolment } from '../../enrolment/enrolment.ts';
import type { Admission } from './push-parts.ts';

interface TokenAdmissionParts {
  readonly enrolment: Pick<Enrolment, 'createToken' | 'joinedBy' | 'takeBack'>;
  /** Whether a machine has its tunnel open. */
  readonly isConnected: (machineId: string) => boolean;
  /** Called when a machine may have come or gone. Returns how to stop listening. */
  readonly onChange: (listener: () => void) => () => void;
}

export class TokenAdmission implements Admission {
  readonly #parts: TokenAdmissionParts;

  constructor(parts: TokenAdmissionParts) {
    this.#parts = parts;
  }

  newToken(): string {
    return this.#parts.enrolment.createToken().token;
  }

  async waitForMachine(token: string, signal: AbortSignal): Promise<{ id: string; name: string }> {
    const { enrolment, isConnected, onChange } = this.#parts;
    const secret = secretOf(token);
    const connected = (): { id: string; name: string } | null => {
      const machine = enrolment.joinedBy(secret);
      return machine && isConnected(machine.id) ? { id: machine.id, name: machine.name } : null;
    };
    const machine = await watchFor(connected, onChange, signal);
    if (machine === null) throw signal.reason;
    return machine;
  }

  takeBack(token: string): void {
    this.#parts.enrolment.takeBack(secretOf(token));
  }
}

const secretOf = (token: string): string => parseJoinToken(token)?.secret ?? '';
