import type { OpenAsk } from '../link/open-asks.ts';
import { askSentence } from './agent-status.ts';

/** Tells whoever started the agent in a terminal how it stands with its office: the code to compare, and the connection. */
export class Narrator {
  readonly #say: (sentence: string) => void;
  readonly #said = new Set<string>();
  #connected = false;

  constructor(say: (sentence: string) => void) {
    this.#say = say;
  }

  /** Offices were asked, or answered. Each answer is told once. */
  asks(asks: readonly OpenAsk[]): void {
    for (const sentence of asks.map(askSentence)) {
      if (this.#said.has(sentence)) continue;
      this.#said.add(sentence);
      this.#say(sentence);
    }
  }

  /** The tunnel was opened or closed. */
  connected(connected: boolean): void {
    if (connected === this.#connected) return;
    this.#connected = connected;
    this.#say(connected ? 'Connected to the office.' : 'The connection to the office is lost; the agent dials again.');
  }
}
