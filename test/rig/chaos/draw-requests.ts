/** Draws requests from a seed: the same ones in the same order in each run. Pure. */
import { seeded } from '../../support/seeded.ts';
import { type Template, templates } from './templates.ts';

export interface DrawnRequest {
  readonly number: number;
  readonly template: Template;
  readonly stream: boolean;
  /** Whose key: from 0 on. */
  readonly caller: number;
  /** Its client goes away after so many milliseconds; null: it stays. */
  readonly cancelAfterMs: number | null;
  /** Its client rests so long before it. */
  readonly thinkMs: number;
}

const cancelledPercent = 8;
const mostCancelMs = 400;
const mostThinkMs = 300;

/** Never ends. @param callers how many keys there are */
export function* drawRequests(seed: number, callers: number): Generator<DrawnRequest, never, void> {
  // Other chance than that of the faults.
  const dice = seeded(seed ^ 0x5eed);
  for (let number = 1; ; number += 1) {
    const template = templates[dice.below(templates.length)] as Template;
    const stream = dice.below(100) < 70;
    const caller = dice.below(callers);
    const cancelled = dice.below(100) < cancelledPercent;
    const cancelAfterMs = dice.below(mostCancelMs);
    const thinkMs = dice.below(mostThinkMs);
    yield { number, template, stream, caller, cancelAfterMs: cancelled ? cancelAfterMs : null, thinkMs };
  }
}
