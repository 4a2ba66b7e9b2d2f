/** Where the look's office is reached, and from which networks it may be used. Who looks at it is at the office's own PC. */
import { AccessChange, NetworksWish, type AccessView, type NetworkView } from '../../../contract/access.ts';
import { KeylessLimits } from '../../../contract/keys.ts';
import { refuse } from '../../../contract/problem.ts';

const networks: readonly Omit<NetworkView, 'served'>[] = [
  {
    network: '192.168.10.0/24',
    adapters: [
      { name: 'Ethernet', kind: 'ethernet', address: '192.168.10.12' },
      { name: 'Wi-Fi', kind: 'wifi', address: '192.168.10.58' },
    ],
    yours: false,
  },
  {
    network: '10.2.0.0/16',
    adapters: [{ name: 'ProtonVPN', kind: 'vpn', address: '10.2.0.2' }],
    yours: false,
  },
  {
    network: '172.28.112.0/20',
    adapters: [{ name: 'vEthernet (WSL)', kind: 'virtual', address: '172.28.112.1' }],
    yours: false,
  },
];

export class FakeAccess {
  #required = false;
  #withoutKey: KeylessLimits | null = null;
  #only: readonly string[] | null = null;
  /** The network of who looks, when they are at another PC. */
  from: string | null = null;

  /** @param what below /control/access */
  answer(method: string, what: string | undefined, sent: unknown): AccessView {
    if (method === 'PATCH') this.#required = AccessChange.parse(sent).requireHttps;
    if (method === 'PUT' && what === 'networks') this.#serveOnly(NetworksWish.parse(sent).only);
    if (what === 'without-key') this.#withoutKey = method === 'DELETE' ? null : KeylessLimits.parse(sent);
    return this.view();
  }

  view(): AccessView {
    const list = networks.map((one) => ({
      ...one,
      served: this.#only?.includes(one.network) ?? true,
      yours: one.network === this.from,
    }));
    return {
      localName: 'reception.local',
      port: 8420,
      thisPcOnly: this.#only?.length === 0,
      adapters: [
        { name: 'Ethernet', kind: 'ethernet', address: '192.168.10.12' },
        { name: 'Wi-Fi', kind: 'wifi', address: '192.168.10.58' },
      ],
      leftOut: [
        { name: 'vEthernet (WSL)', kind: 'virtual' },
        { name: 'ProtonVPN', kind: 'vpn' },
      ],
      https: {
        enabled: true,
        port: 8422,
        required: this.#required,
        ca: {
          name: 'AIvailable office CA (RECEPTION)',
          fingerprint: '3f9a1c0d5be2'.repeat(6).slice(0, 64),
          until: Date.parse('2036-11-27T08:00:00Z'),
        },
        problem: null,
      },
      networks: { all: this.#only === null, list },
      withoutKey: this.#withoutKey,
    };
  }

  #serveOnly(only: readonly string[] | null): void {
    if (only && this.from !== null && !only.includes(this.from)) {
      refuse('own_network', `You are at 192.168.10.40, in the network ${this.from}, and would be shut out yourself.`);
    }
    this.#only = only;
  }
}
