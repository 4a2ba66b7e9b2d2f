/** Who computes in which slot. */
import { refuse } from '../../contract/problem.ts';
import { chooseSlot } from './slot-choice.ts';

/** A parallel sequence: something whose cache holds tokens. */
interface CachedSequence {
  readonly contextTokens: readonly number[];
}

interface Slot<Sequence> {
  readonly sequence: Sequence;
  busy: boolean;
  lastUsed: number;
}

/** The parallel sequences of one replica, and which of them are in use. */
export class SlotPool<Sequence extends CachedSequence> {
  readonly #slots: Slot<Sequence>[];
  #uses = 0;

  constructor(sequences: readonly Sequence[]) {
    this.#slots = sequences.map((sequence) => ({ sequence, busy: false, lastUsed: 0 }));
  }

  /**
   * Takes the slot that knows most of these tokens. Call `release` once when done.
   * @throws ProblemError no_free_slot
   */
  take(tokens: readonly number[]): { sequence: Sequence; release: () => void } {
    const states = this.#slots.map(({ busy, lastUsed, sequence }) => ({
      busy,
      lastUsed,
      cached: sequence.contextTokens,
    }));
    const slot = this.#slots[chooseSlot(states, tokens)];
    if (slot === undefined) refuse('no_free_slot', `All ${this.#slots.length} slots of this replica are busy.`);
    slot.busy = true;
    slot.lastUsed = ++this.#uses;
    return { sequence: slot.sequence, release: () => void (slot.busy = false) };
  }
}
