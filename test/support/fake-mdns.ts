import type { Adapter } from '../../common/adapters.ts';
import type { MdnsInstanceOptions, OpenMdnsInstance } from '../../common/mdns-instance.ts';
import type { HeardService } from '../../common/mdns-services.ts';

/** One opened instance, and what became of it. */
interface Opened extends MdnsInstanceOptions {
  asked: number;
  /** Null while it is open; then whether it said goodbye. */
  closed: boolean | null;
}

/** A network without sockets: what was opened is seen, what shall be heard is said, and time passes by hand. */
export class FakeMdns {
  readonly opened: Opened[] = [];
  time = 1_000_000;
  adapters: Adapter[] = [anAdapter('eth0', '192.168.10.12')];
  readonly #calls: { readonly milliseconds: number; readonly call: () => void; at: number }[] = [];

  readonly open: OpenMdnsInstance = (options) => {
    const opened: Opened = { ...options, asked: 0, closed: null };
    this.opened.push(opened);
    return {
      ask: () => void (opened.asked += 1),
      close: (goodbye) => {
        opened.closed = goodbye;
        return Promise.resolve();
      },
    };
  };

  readonly every = (milliseconds: number, call: () => void): (() => void) => {
    const one = { milliseconds, call, at: this.time + milliseconds };
    this.#calls.push(one);
    return () => void this.#calls.splice(this.#calls.indexOf(one), 1);
  };

  readonly now = (): number => this.time;
  readonly chooseAdapters = (): Adapter[] => this.adapters;

  get live(): Opened[] {
    return this.opened.filter(({ closed }) => closed === null);
  }

  get timers(): number {
    return this.#calls.length;
  }

  /** Lets time pass with each timer in its turn. */
  pass(milliseconds: number): void {
    const end = this.time + milliseconds;
    for (;;) {
      const next = this.#calls.toSorted((a, b) => a.at - b.at)[0];
      if (!next || next.at > end) break;
      this.time = next.at;
      next.at += next.milliseconds;
      next.call();
    }
    this.time = end;
  }

  /** The PC sleeps: time passes, and no timer comes in it. */
  sleep(milliseconds: number): void {
    this.time += milliseconds;
    for (const call of this.#calls) call.at += milliseconds;
  }

  /** All that listen hear it. */
  say(service: Partial<HeardService> & Pick<HeardService, 'type' | 'address'>): void {
    const heard = { name: 'a service', hostName: null, txt: new Map(), gone: false, ...service };
    for (const { types, onHeard } of this.live) if (types.has(service.type)) onHeard(heard);
  }
}

export const anAdapter = (name: string, address: string, used = true): Adapter => ({
  name,
  address,
  netmask: '255.255.255.0',
  mac: '02:00:00:00:00:01',
  used,
  kind: used ? 'ethernet' : 'vpn',
  why: used ? 'It is a network card.' : 'It is a VPN.',
});
