/** Models that are loaded only when they are asked for: who is asked, who is still warm, and who is not there. Pure. */
import type { Deployment } from '../../contract/model.ts';
import type { ModelTraffic } from '../inventory/traffic.ts';

interface OnDemandParts {
  readonly deployments: readonly Deployment[];
  readonly trafficOf: (model: string) => ModelTraffic;
  /** Ids of deployments that have a replica, ready or on its way. */
  readonly running: ReadonlySet<string>;
  /** When the coordinator started: of what it found running, nobody knows when it was asked for before. */
  readonly startedAt: number;
  readonly now: number;
}

export interface OnDemand {
  /** As they are wished now: what is not there is wished nowhere. */
  readonly deployments: readonly Deployment[];
  /** Ids of those that are there and that nobody asks for, the least recently used first: they give way to others. */
  readonly idle: readonly string[];
  /** When the next one changes by itself; null: none does. */
  readonly nextChange: number | null;
}

/** So long after a request a model counts as asked for: the next one may follow at once. */
const askedForMs = 60_000;
/** What nobody asks for gives way to everything else. */
const idlePriority = 1;

export function onDemandNow(parts: OnDemandParts): OnDemand {
  const { now } = parts;
  const states = parts.deployments.map((deployment) => ({ deployment, ...stateOf(deployment, parts) }));
  const idle = states.filter(({ state }) => state === 'idle').toSorted((a, b) => a.lastAt - b.lastAt);
  const times = states.flatMap(({ deployment, state, lastAt }) =>
    state === 'asked' ? [lastAt + askedForMs] : state === 'idle' ? [lastAt + idleMs(deployment)] : [],
  );
  return {
    deployments: states.map(({ deployment, state }) => wishedAs(deployment, state)),
    idle: idle.map(({ deployment }) => deployment.id),
    nextChange: times.length > 0 ? Math.max(now, Math.min(...times)) : null,
  };
}

type State = 'always' | 'asked' | 'idle' | 'away';

function stateOf(
  deployment: Deployment,
  { trafficOf, running, startedAt, now }: OnDemandParts,
): { state: State; lastAt: number } {
  const { waiting, answering, lastAt: asked } = trafficOf(deployment.model);
  if (deployment.idleMinutes === null) return { state: 'always', lastAt: now };
  if (waiting + answering > 0) return { state: 'asked', lastAt: now };
  const lastAt = asked ?? startedAt;
  const isThere = running.has(deployment.id) && now < lastAt + idleMs(deployment);
  if (!isThere) return { state: 'away', lastAt };
  return { state: asked !== null && now < asked + askedForMs ? 'asked' : 'idle', lastAt };
}

function wishedAs(deployment: Deployment, state: State): Deployment {
  const { min, max } = deployment.replicas;
  switch (state) {
    case 'always':
      return deployment;
    case 'asked':
      return { ...deployment, replicas: { min: Math.max(1, min), max: Math.max(1, max) } };
    case 'idle':
      return { ...deployment, replicas: { min: 1, max: Math.max(1, max) }, priority: idlePriority };
    case 'away':
      return { ...deployment, replicas: { min: 0, max: 0 } };
  }
}

const idleMs = ({ idleMinutes }: Deployment): number => (idleMinutes ?? 0) * 60_000;
