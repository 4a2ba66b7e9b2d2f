/** `agent join`: this machine joins an office by a token. An agent that runs and waits for an office notices it by itself. */
import { parseJoinToken } from '../../contract/enrolment.ts';
import { refuse } from '../../contract/problem.ts';
import { readHardware } from '../hardware/read-hardware.ts';
import { introduce } from '../link/introduce.ts';
import type { CoordinatorHints } from '../link/coordinator-hints.ts';
import { keepEnrolment, readEnrolment } from '../link/enrolment.ts';
import { type Identity, openIdentity } from '../link/identity.ts';
import { joinWithToken } from '../link/join-with-token.ts';
import { pause } from '../base/pause.ts';

interface JoinOptions {
  readonly dataDir: string;
  readonly token: string;
  /** Where the coordinator is; empty: it is looked for in the network. */
  readonly coordinators: readonly string[];
  readonly hear: (identity: Identity) => CoordinatorHints;
  readonly signal: AbortSignal;
}

const hearWithinMs = 15_000;

/**
 * @returns what was done, as a sentence
 * @throws ProblemError join_token_invalid, coordinator_not_found, invalid_request when it belongs to another office
 */
export async function joinOffice({ dataDir, token, coordinators, hear, signal }: JoinOptions): Promise<string> {
  const read = parseJoinToken(token) ?? refuse('join_token_invalid', 'This is no join token: one begins with AIV1.');
  const known = await readEnrolment(dataDir);
  if (known && known.pin !== read.pin) {
    const name = known.officeName === '' ? '' : ` (${known.officeName})`;
    refuse('invalid_request', `This machine belongs to another office already${name}.`, {
      effect: 'It stays there.',
      action: 'Leave that one first, with: agent leave',
    });
  }
  const identity = await openIdentity(dataDir);
  const addresses = coordinators.length > 0 ? coordinators : await heardAt(hear(identity), read.pin, signal);
  const applicant = introduce(identity.machineId, readHardware(), []);
  const { enrolment, machineName } = await joinWithToken({ token: read, addresses, identity, applicant, signal });
  keepEnrolment(dataDir, enrolment);
  return `This machine is ${machineName} in “${enrolment.officeName}” now.`;
}

/** Where the coordinator with this pin is heard; nowhere after a while. */
async function heardAt(hints: CoordinatorHints, pin: string, signal: AbortSignal): Promise<string[]> {
  const found = new AbortController();
  const addresses = (): string[] => hints.coordinators().flatMap((one) => (one.pin === pin ? [one.address] : []));
  const stop = hints.onChange(() => {
    if (addresses().length > 0) found.abort();
  });
  try {
    if (addresses().length === 0) await pause(hearWithinMs, AbortSignal.any([signal, found.signal]));
    return addresses();
  } finally {
    stop();
    await hints.close();
  }
}
