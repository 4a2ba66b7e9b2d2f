/**
 * Which commands still count: those of the newest tunnel, and through it none older than one that was carried out already. What
 * a coordinator said before it changed its mind may arrive after what it said then.
 */
import { refuse } from '../../contract/problem.ts';

export class CommandOrder {
  #tunnels = 0;

  /**
   * A tunnel opens; from now on its commands count alone.
   * @returns to be called with the generation of each command; @throws ProblemError stale_command
   */
  open(): (generation: number) => void {
    const tunnel = ++this.#tunnels;
    let newest = 0;
    return (generation) => {
      if (tunnel < this.#tunnels) refuse('stale_command', 'A newer tunnel to this machine is open.');
      if (generation < newest) {
        refuse('stale_command', `A command of plan ${generation} came after one of plan ${newest}.`);
      }
      newest = generation;
    };
  }
}
