/** An agent as the service of a PC that is not booted: started again when it ended, as systemd does it, while the PC has power. */
import { setTimeout as wait } from 'node:timers/promises';
import type { RigAgent } from '../../support/rig-agent.ts';
import { until } from '../../support/until.ts';

/** RestartSec of the unit that the product installs. */
const againAfterMs = 2_000;

export class AgentService {
  readonly agent: RigAgent;
  readonly #words: readonly string[];
  #on = false;
  #ends = 0;
  #killed = 0;

  /** @param words of the command line behind `run` */
  constructor(agent: RigAgent, words: readonly string[]) {
    this.agent = agent;
    this.#words = words;
  }

  /** How often it ended though nobody ended it. */
  get endedByItself(): number {
    return this.#ends - this.#killed;
  }

  /** The PC has power. */
  switchOn(): void {
    this.#on = true;
    void this.#keep();
  }

  /** Everything on the PC ends in one moment. */
  async cutPower(): Promise<void> {
    this.#on = false;
    await this.agent.pc.powerCut();
    await this.agent.ended();
  }

  /** Ends it without a word. Resolves when it was started again. */
  async kill(): Promise<void> {
    const before = this.agent.pid;
    this.#killed += 1;
    this.agent.signal('SIGKILL');
    await until('the agent was started again', () => !this.#on || this.agent.pid !== before);
  }

  /** Ends it in order, and starts it no more. */
  async stop(): Promise<void> {
    this.#on = false;
    this.agent.signal('SIGTERM');
    await this.agent.ended();
  }

  /** Starts it no more. */
  forget(): void {
    this.#on = false;
  }

  async #keep(): Promise<void> {
    while (this.#on) {
      this.agent.start(...this.#words);
      await this.agent.ended();
      if (!this.#on) return;
      this.#ends += 1;
      await wait(againAfterMs);
    }
  }
}
