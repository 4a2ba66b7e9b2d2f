/** The ways to the coordinator: the addresses that are known, and those that are heard. Only whom the pin fits is spoken to. */
import type { TLSSocket } from 'node:tls';
import { bulkProtocol, type OfficeNote } from '../../contract/agent-api.ts';
import { Standing } from '../../contract/enrolment.ts';
import type { CoordinatorHints } from './coordinator-hints.ts';
import { parseAddress } from './dial-address.ts';
import { dial, type DialTarget } from './dial.ts';
import type { Enrolment } from './enrolment.ts';
import type { Identity } from './identity.ts';
import { JoinClient } from './join-client.ts';
import { fitOfficeName } from './office-name.ts';

interface CoordinatorRouteOptions {
  readonly enrolment: Enrolment;
  readonly identity: Identity;
  readonly hints: CoordinatorHints | null;
  /** Called when there is something new to keep. */
  readonly keep: (enrolment: Enrolment) => void;
}

const mostAddresses = 32;

export class CoordinatorRoute {
  readonly #options: CoordinatorRouteOptions;
  #enrolment: Enrolment;

  constructor(options: CoordinatorRouteOptions) {
    this.#options = options;
    this.#enrolment = options.enrolment;
  }

  /** Called when the coordinator is heard at an address. Returns how to stop listening. */
  onHeard(listener: () => void): () => void {
    const heard = new Set(this.#heard());
    const look = (): void => {
      const fresh = this.#heard().filter((address) => !heard.has(address));
      for (const address of fresh) heard.add(address);
      if (fresh.length > 0) listener();
    };
    return this.#options.hints?.onChange(look) ?? (() => undefined);
  }

  /**
   * A socket for commands and tokens, by the first address where the coordinator answers.
   * @throws what the last address said, or the signal's reason
   */
  dial(signal: AbortSignal): Promise<TLSSocket> {
    return this.#atFirst(signal, async (target, address) => {
      const socket = await dial(target, this.#options.identity, signal);
      this.#remember([address, ...this.#enrolment.addresses], this.#enrolment.officeName);
      return socket;
    });
  }

  /** A socket for files, where the tunnel is. */
  dialBulk(signal: AbortSignal): Promise<TLSSocket> {
    const { pin, addresses } = this.#enrolment;
    const place = parseAddress(addresses[0] ?? '');
    if (!place) return Promise.reject(new Error('no address of the coordinator is known'));
    return dial({ ...place, pin }, this.#options.identity, signal, bulkProtocol);
  }

  /** What the coordinator knows of this machine. @throws what the last address said, or the signal's reason */
  standing(signal: AbortSignal): Promise<Standing['standing']> {
    return this.#atFirst(signal, async (target) => {
      const client = new JoinClient(target, this.#options.identity);
      const { answer } = await client.call({ method: 'GET', path: '/standing', answer: Standing, signal });
      return answer.standing;
    });
  }

  /** The coordinator says where it can be dialled: that takes the place of what was known, but for the address that works now. */
  note({ officeName, addresses }: OfficeNote): void {
    this.#remember([...this.#enrolment.addresses.slice(0, 1), ...addresses], fitOfficeName(officeName));
  }

  /** What `work` gives at the first address where it succeeds. */
  async #atFirst<T>(signal: AbortSignal, work: (target: DialTarget, address: string) => Promise<T>): Promise<T> {
    let last: unknown = new Error('no address of the coordinator is known');
    for (const address of this.#addresses()) {
      signal.throwIfAborted();
      const place = parseAddress(address);
      if (!place) continue;
      try {
        return await work({ ...place, pin: this.#enrolment.pin }, address);
      } catch (error) {
        last = error;
      }
    }
    throw last;
  }

  #remember(addresses: readonly string[], officeName: string): void {
    const next = { ...this.#enrolment, addresses: [...new Set(addresses)].slice(0, mostAddresses), officeName };
    const differs = JSON.stringify(next) !== JSON.stringify(this.#enrolment);
    this.#enrolment = next;
    if (differs) this.#options.keep(next);
  }

  /** The address that worked last, then what is heard, then the others. */
  #addresses(): string[] {
    const [first = '', ...others] = this.#enrolment.addresses;
    return [...new Set([first, ...this.#heard(), ...others])];
  }

  #heard(): string[] {
    const all = this.#options.hints?.coordinators() ?? [];
    return all.filter(({ pin }) => pin === this.#enrolment.pin).map(({ address }) => address);
  }
}
