/** How the agent of the coordinator's own PC joins its office: its parent is the coordinator, so nobody needs to be asked. */
import { once } from 'node:events';
import { LocalEnrolment } from '../../contract/agent-api.ts';
import { refuse } from '../../contract/problem.ts';
import { formatAddress } from '../../common/address.ts';
import type { Enrolment } from './enrolment.ts';
import type { Identity } from './identity.ts';

/**
 * Introduces this machine to the coordinator that started the agent, over the child's IPC channel.
 * @throws ProblemError tunnel_refused when there is no such parent, it ends, or it answers otherwise; AbortError
 */
export async function enrolWithParent(
  host: NodeJS.Process,
  identity: Identity,
  hostName: string,
  signal: AbortSignal,
): Promise<Enrolment> {
  if (!host.send) refuse('tunnel_refused', 'The agent was started with --parent, but not by a coordinator.');
  const settled = new AbortController();
  const either = AbortSignal.any([signal, settled.signal]);
  const answer = once(host, 'message', { signal: either });
  const parentEnded = once(host, 'disconnect', { signal: either }).then(() =>
    refuse('tunnel_refused', 'The coordinator that started the agent ended before it let the machine in.'),
  );
  const { machineId, certificate } = identity;
  // A send fails only when the parent is gone, which the disconnect tells.
  host.send({ type: 'enrol', machineId, hostName, certificate } satisfies LocalEnrolment, () => {});
  try {
    const [message] = (await Promise.race([answer, parentEnded])) as [unknown];
    const enrolled = LocalEnrolment.safeParse(message);
    if (!enrolled.success || enrolled.data.type !== 'enrolled') {
      refuse('tunnel_refused', 'The coordinator answered the enrolment with something else.');
    }
    const { address, port, pin } = enrolled.data;
    return { addresses: [formatAddress({ address, port })], pin, officeName: '' };
  } finally {
    settled.abort();
    await Promise.allSettled([answer, parentEnded]);
  }
}
