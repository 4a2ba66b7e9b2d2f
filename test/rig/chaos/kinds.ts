/** The kinds of faults that chaos knows. Pure. */

/** pc: a PC that joined. any: the coordinator's PC, too, whose agent is one like the others. coordinator: its program itself. */
export type Victims = 'pc' | 'any' | 'coordinator';

interface KindFacts {
  readonly victims: Victims;
  /** How long it lasts, or until what ended is started again: from the least to the most, in milliseconds. */
  readonly lastsMs: readonly [least: number, most: number];
}

/**
 * Memory of a card that another program takes is none of them: the software device tells no use of its memory, and an agent takes
 * no other program's word for a device without a place on the bus.
 */
export const faultKinds = {
  'runner killed': { victims: 'any', lastsMs: [0, 0] },
  // Its service starts it again after two seconds.
  'agent killed': { victims: 'any', lastsMs: [2_000, 2_000] },
  'coordinator killed': { victims: 'coordinator', lastsMs: [0, 5_000] },
  'power cut': { victims: 'pc', lastsMs: [1_000, 20_000] },
  'cable pulled': { victims: 'pc', lastsMs: [1_000, 30_000] },
  'runner stopped': { victims: 'any', lastsMs: [1_000, 10_000] },
  'agent stopped': { victims: 'any', lastsMs: [1_000, 15_000] },
  'coordinator stopped': { victims: 'coordinator', lastsMs: [1_000, 10_000] },
  'packets lost': { victims: 'pc', lastsMs: [5_000, 20_000] },
  'disk full': { victims: 'pc', lastsMs: [5_000, 15_000] },
  'coordinator’s disk full': { victims: 'coordinator', lastsMs: [5_000, 15_000] },
  'model file corrupt': { victims: 'pc', lastsMs: [0, 0] },
  'clock jumped': { victims: 'pc', lastsMs: [5_000, 15_000] },
  'coordinator’s clock jumped': { victims: 'coordinator', lastsMs: [5_000, 15_000] },
} as const satisfies Record<string, KindFacts>;

export type FaultKind = keyof typeof faultKinds;

export const allFaultKinds = Object.keys(faultKinds) as readonly FaultKind[];
