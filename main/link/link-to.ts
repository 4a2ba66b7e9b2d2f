import type { AgentLink } from './agent-link.ts';

/** The tunnel to a machine; undefined while none is open. */
export type LinkTo = (machineId: string) => AgentLink | undefined;
