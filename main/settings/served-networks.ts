/** From which networks the office may be used: an admin chooses, and it stays in the settings. */
import os from 'node:os';
import { forAWhile } from '../base/for-a-while.ts';
import { Listeners } from '../base/listeners.ts';
import { officeAddresses } from '../base/this-pc.ts';
import { isInNetworks } from '../../common/networks.ts';
import { changeSettings, type Settings } from './settings.ts';

type Chosen = Settings['access']['networks'];

/** Asked for each connection of IPv6. */
const interfaces = forAWhile(() => os.networkInterfaces());

export class ServedNetworks {
  readonly #dataDir: string;
  readonly #changed = new Listeners();
  #chosen: Chosen;

  constructor(dataDir: string, chosen: Chosen) {
    this.#dataDir = dataDir;
    this.#chosen = chosen;
  }

  /** Null: every private network. */
  get chosen(): Chosen {
    return this.#chosen;
  }

  /** Whether someone at this address may use the office, as far as networks go. */
  serves(address: string, chosen = this.#chosen): boolean {
    if (chosen === null) return true;
    const networks = chosen.map(({ network }) => network);
    return isInNetworks(address, networks, interfaces);
  }

  /** This PC's own, of those that lead to the office, under which it is reached. */
  addresses(): string[] {
    return officeAddresses().filter((address) => this.serves(address));
  }

  /** @throws ProblemError settings_invalid when the file was broken meanwhile; nothing is changed then */
  choose(chosen: Chosen): void {
    changeSettings(this.#dataDir, 'access', { networks: chosen });
    this.#chosen = chosen;
    this.#changed.call();
  }

  /** @returns how to stop */
  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }
}
