/** Draws faults from a seed: the same ones in the same order in each run. Pure. */
import { seeded } from '../../support/seeded.ts';
import { type FaultKind, faultKinds, type Victims } from './kinds.ts';

export const coordinatorsPc = 'coordinator';

export interface DrawnFault {
  /** From 1 on. */
  readonly number: number;
  readonly kind: FaultKind;
  /** PCs that it may hit: the first of them that has a replica then, else the first. */
  readonly order: readonly string[];
  readonly lastsMs: number;
  /** Quiet before it, in milliseconds. */
  readonly pauseMs: number;
  /** 0 to 99: how strong it is, where its kind has degrees. */
  readonly strength: number;
}

export interface FaultWishes {
  readonly seed: number;
  /** Each kind comes once before any comes again. */
  readonly kinds: readonly FaultKind[];
  /** Names of the PCs that joined. */
  readonly pcs: readonly string[];
  /** Draw the kinds' order, too; else they come as they stand. */
  readonly shuffled: boolean;
}

const quietMs = 500;
const mostQuietMs = 3_000;

/** Never ends. */
export function* drawFaults({ seed, kinds, pcs, shuffled }: FaultWishes): Generator<DrawnFault, never, void> {
  const dice = seeded(seed);
  const within = (least: number, most: number): number => least + dice.below(most - least + 1);
  const shuffle = <One>(all: readonly One[]): One[] => {
    const left = [...all];
    return all.map(() => left.splice(dice.below(left.length), 1)[0] as One);
  };
  const places: Readonly<Record<Victims, readonly string[]>> = {
    pc: pcs,
    any: [coordinatorsPc, ...pcs],
    coordinator: [coordinatorsPc],
  };
  let number = 0;
  for (;;) {
    for (const kind of shuffled ? shuffle(kinds) : kinds) {
      const { victims, lastsMs } = faultKinds[kind];
      number += 1;
      yield {
        number,
        kind,
        order: shuffle(places[victims]),
        lastsMs: within(lastsMs[0], lastsMs[1]),
        pauseMs: within(quietMs, mostQuietMs),
        strength: dice.below(100),
      };
    }
  }
}
