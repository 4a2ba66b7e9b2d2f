/** What was done on another PC and how each of it is taken back: the last first. */
import type { PushSteps, StepName } from './push-steps.ts';

interface Done {
  readonly step: StepName;
  /** Said when it is taken back: "The temporary folder was removed." */
  readonly sentence: string;
  /** Said when it cannot be: "The agent is still installed". */
  readonly left: string;
  readonly undo: () => Promise<void>;
}

export class PushUndo {
  readonly #done: Done[] = [];

  add(done: Done): void {
    this.#done.push(done);
  }

  /** Takes everything back, whatever fails of it. @returns what is left over there, as sentences; empty when nothing is. */
  async run(steps: PushSteps): Promise<string[]> {
    const remains: string[] = [];
    for (let one = this.#done.pop(); one; one = this.#done.pop()) {
      const { step, sentence, left, undo } = one;
      try {
        await undo();
        steps.undone(step, sentence);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        remains.push(`${left}. ${why}`);
        steps.failed(step, `${left}. ${why}`);
      }
    }
    return remains;
  }
}
