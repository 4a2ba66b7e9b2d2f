/** Where the look's office is reached. */
import type { AccessView } from '../../../contract/access.ts';

export class FakeAccess {
  #required = false;

  answer(method: string, sent: unknown): AccessView {
    if (method === 'PATCH') this.#required = (sent as { requireHttps: boolean }).requireHttps;
    return {
      localName: 'reception.local',
      port: 8420,
      thisPcOnly: false,
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
          name: 'Linden & Roth AIvailable CA',
          fingerprint: '3f9a1c0d5be2'.repeat(6).slice(0, 64),
          until: Date.parse('2036-11-27T08:00:00Z'),
        },
        problem: null,
      },
    };
  }
}
