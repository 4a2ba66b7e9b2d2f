/** Whether an agent of one version works with a coordinator of another. */

interface Spoken {
  /** "0.1.0" */
  readonly version: string;
  /** Number of the agent API. */
  readonly protocol: number;
}

interface SpokenRange extends Spoken {
  /** The oldest agent API that is still understood. */
  readonly oldestProtocol: number;
}

/**
 * agent too old, agent too new: it is not used until one of the two is updated. Versions work together that have the same first
 * number and a second one at most one apart; the agent API must be one that the coordinator speaks.
 */
export type Compatibility = 'works' | 'agent too old' | 'agent too new';

export function compatible(coordinator: SpokenRange, agent: Spoken): Compatibility {
  if (agent.protocol > coordinator.protocol) return 'agent too new';
  if (agent.protocol < coordinator.oldestProtocol) return 'agent too old';
  const [ours, theirs] = [numbersOf(coordinator.version), numbersOf(agent.version)];
  // A version that is none is taken for an old one, which an update mends.
  if (!ours || !theirs) return 'agent too old';
  if (theirs.major !== ours.major) return theirs.major > ours.major ? 'agent too new' : 'agent too old';
  const apart = theirs.minor - ours.minor;
  if (Math.abs(apart) <= 1) return 'works';
  return apart > 0 ? 'agent too new' : 'agent too old';
}

function numbersOf(version: string): { major: number; minor: number } | null {
  const [, major, minor] = /^(\d{1,6})\.(\d{1,6})\./.exec(version) ?? [];
  return major && minor ? { major: Number(major), minor: Number(minor) } : null;
}
