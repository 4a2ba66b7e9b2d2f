import { totalBytes } from '../../../contract/replica.ts';
import { estimateMemory } from '../../../main/planner/memory.ts';
import { roomFor } from '../../../main/planner/live/room-for.ts';
import type { MemoryRules } from '../../../main/library/fits.ts';

/** The planner's rules, as the office gives them to the library. */
export const plainRules: MemoryRules = {
  need: (facts, shape, backend) => totalBytes(estimateMemory(facts, shape, backend)),
  room: roomFor,
};
