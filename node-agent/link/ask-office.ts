/** Asking one coordinator to be let in: the code is shown on both screens until an admin has compared it. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { commitmentTo, shortCode } from '../../common/short-code.ts';
import { AskAnswer, AskOpened, type Applicant } from '../../contract/enrolment.ts';
import { ProblemError, refuse } from '../../contract/problem.ts';
import { fingerprintOf } from '../../common/fingerprint.ts';
import { pause } from '../base/pause.ts';
import { parseAddress } from './dial-address.ts';
import type { Enrolment } from './enrolment.ts';
import type { Identity } from './identity.ts';
import { JoinClient } from './join-client.ts';
import { enrolmentOf } from './join-with-token.ts';
import { fitOfficeName } from './office-name.ts';
import type { OpenAsk } from './open-asks.ts';

interface AskOptions {
  readonly address: string;
  /** What the coordinator is said to have; null: whatever it shows, because the code tells. */
  readonly pin: string | null;
  readonly identity: Identity;
  readonly applicant: Applicant;
  readonly onOpen: (ask: OpenAsk) => void;
  /** Milliseconds between two looks. */
  readonly pollMs?: number;
  readonly signal: AbortSignal;
}

/** A coordinator that is started again, or a network that fails for a moment: the ask goes on. */
const failuresAllowed = 3;

/**
 * Asks once, and waits for the answer.
 * @returns the office
 * @throws ProblemError join_rejected when an admin said no; what the coordinator refuses with: too_many_asks, ask_not_found; what `dial` throws
 */
export async function askOffice(options: AskOptions): Promise<Enrolment> {
  const { address, identity, applicant, onOpen, pollMs = 2_000, signal } = options;
  const place = parseAddress(address);
  if (!place) throw new Error(`${address} is no address`);
  const agentNonce = randomBytes(32).toString('hex');
  const opening = { applicant, commitment: commitmentTo(agentNonce) };
  const first = new JoinClient({ ...place, pin: options.pin }, identity);
  const opened = await first.call({ method: 'POST', path: '/asks', body: opening, answer: AskOpened, signal });
  // From here on it must be the same one: the code is about its certificate.
  const { pin } = opened;
  const { askId, nonce } = opened.answer;
  const officeName = fitOfficeName(opened.answer.officeName);
  const client = new JoinClient({ ...place, pin }, identity);
  const path = `/asks/${encodeURIComponent(askId)}`;
  const reveal = {
    method: 'POST',
    path: `${path}/reveal`,
    body: { nonce: agentNonce },
    answer: z.object({}),
    signal,
  } as const;
  await client.call(reveal);
  const agent = fingerprintOf(identity.certificate);
  const code = shortCode({ agent, coordinator: pin, agentNonce, coordinatorNonce: nonce });
  onOpen({ officeName, address, code });
  for (let failures = 0; ;) {
    if (!(await pause(pollMs, signal))) throw signal.reason;
    try {
      const { answer } = await client.call({ method: 'GET', path, answer: AskAnswer, signal });
      failures = 0;
      if (answer.state === 'accepted') return enrolmentOf(answer.welcome, address, pin);
      if (answer.state === 'rejected') refuse('join_rejected', `The office ${officeName} did not let this machine in.`);
    } catch (error) {
      if (error instanceof ProblemError || ++failures > failuresAllowed) throw error;
    }
  }
}
