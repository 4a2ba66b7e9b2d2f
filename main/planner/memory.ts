/**
 * The memory estimate of a replica, from the GGUF header alone: never under, as little over as the header allows. Its three parts
 * and their formulas stand in `memory/`; measured loads correct it there (`needed-memory.ts`).
 */
import type { Backend } from '../../contract/hardware.ts';
import type { Deployment, GgufFacts } from '../../contract/model.ts';
import type { ReplicaMemory } from '../../contract/replica.ts';
import { cacheBytes } from './memory/cache-bytes.ts';
import { graphBytes } from './memory/graph-bytes.ts';
import { overheadBytes } from './memory/overhead.ts';
import type { Shape } from './memory/shape.ts';
import { weightsBytes } from './memory/weights-bytes.ts';

export type { Shape };

/** The smallest replica that a deployment can do with. */
export const leastShape = ({ contextLength, slots }: Deployment): Shape => ({ contextLength, slots: slots.min });

export const estimateMemory = (facts: GgufFacts, shape: Shape, backend: Backend): ReplicaMemory => ({
  weightsBytes: weightsBytes(facts, backend),
  cacheBytes: cacheBytes(facts, shape),
  workBytes: graphBytes(facts, shape, backend) + overheadBytes(backend),
});

export { totalBytes } from '../../contract/replica.ts';
