/** Joining by a token: the coordinator's pin stands in it, so only the right one hears the secret. */
import { type Applicant, type JoinToken, Welcome } from '../../contract/enrolment.ts';
import { ProblemError, refuse } from '../../contract/problem.ts';
import { parseAddress } from './dial-address.ts';
import type { Enrolment } from './enrolment.ts';
import type { Identity } from './identity.ts';
import { JoinClient } from './join-client.ts';
import { fitOfficeName } from './office-name.ts';

interface TokenJoin {
  readonly token: JoinToken;
  /** Where to try, in turn. */
  readonly addresses: readonly string[];
  readonly identity: Identity;
  readonly applicant: Applicant;
  readonly signal: AbortSignal;
}

/**
 * @returns the office, and the name that this machine has there
 * @throws ProblemError what the coordinator refuses with; coordinator_not_found, with what each address said
 */
export async function joinWithToken(join: TokenJoin): Promise<{ enrolment: Enrolment; machineName: string }> {
  const { token, addresses, identity, applicant, signal } = join;
  const failures: string[] = [];
  for (const address of addresses) {
    const place = parseAddress(address);
    if (!place) continue;
    const client = new JoinClient({ ...place, pin: token.pin }, identity);
    const body = { secret: token.secret, applicant };
    try {
      const { answer } = await client.call({ method: 'POST', path: '/join', body, answer: Welcome, signal });
      return { enrolment: enrolmentOf(answer, address, token.pin), machineName: answer.machineName };
    } catch (error) {
      signal.throwIfAborted();
      // The right coordinator said no: another address of it would say the same.
      if (error instanceof ProblemError && !elsewhere.has(error.problem.code)) throw error;
      failures.push(`${address} (${whyNot(error)})`);
    }
  }
  const tried = failures.length > 0 ? ` Tried: ${failures.join(', ')}.` : '';
  return refuse('coordinator_not_found', `The coordinator of this join command was not found.${tried}`);
}

const elsewhere = new Set(['tunnel_refused', 'version_mismatch']);

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers there',
  EHOSTUNREACH: 'it is off, or in another network',
  ENETUNREACH: 'it is off, or in another network',
  ETIMEDOUT: 'no answer',
  ENOTFOUND: 'no PC has this name',
};

function whyNot(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return unreachable[code] ?? (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}

/** @param reached the address that answered: it comes first, because it is known to work from here. */
export function enrolmentOf({ officeName, addresses }: Welcome, reached: string, pin: string): Enrolment {
  return { addresses: [...new Set([reached, ...addresses])], pin, officeName: fitOfficeName(officeName) };
}
