/** Whether the office takes new requests. A person may pause it; what is being answered then is finished, and models stay loaded. */
import { Listeners } from './listeners.ts';

export class ServingSwitch {
  readonly #changed = new Listeners();
  #isOn = true;

  /** An office that was started again serves. */
  get isOn(): boolean {
    return this.#isOn;
  }

  set(on: boolean): void {
    if (on === this.#isOn) return;
    this.#isOn = on;
    this.#changed.call();
  }

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }
}
