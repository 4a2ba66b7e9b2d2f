import { once } from 'node:events';
import { LocalEnrolment } from '../../contract/agent-api.ts';
import { refuse } from '../../contract/problem.ts';
import type { Enrolment } from './enrolment.ts';
import type { Identity } from './identity.ts';

/**
 * Introduces this machine to the coordinator that started the agent, over the child's IPC channel.
 * @throws ProblemError tunnel_refused when there is no such parent or it answers otherwise
 */
export async function enrolWithParent(
  host: NodeJS.Process,
  identity: Identity,
  hostName: string,
  signal: AbortSignal,
): Promise<Enrolment> {
  if (!host.send) refuse('tunnel_refused', 'The agent was started with --parent, but not by a coordinator.');
  const answer = once(host, 'message', { signal });
  const { machineId, certificate } = identity;
  host.send({ type: 'enrol', machineId, hostName, certificate } satisfies LocalEnrolment);
  const [message] = (await answer) as [unknown];
  const enrolled = LocalEnrolment.safeParse(message);
  if (!enrolled.success || enrolled.data.type !== 'enrolled') {
    refuse('tunnel_refused', 'The coordinator answered the enrolment with something else.');
  }
  const { address, port, pin } = enrolled.data;
  return { address, port, pin };
}
