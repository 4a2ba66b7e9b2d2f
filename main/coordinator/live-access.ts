/** Where the office is reached from other PCs, over what listens. */
import { X509Certificate } from 'node:crypto';
import os from 'node:os';
import { chooseAdapters } from '../../common/adapters.ts';
import { isLoopback } from '../../common/address.ts';
import type { AccessChange, AccessView, NetworksWish } from '../../contract/access.ts';
import type { KeylessLimits } from '../../contract/keys.ts';
import { refuse } from '../../contract/problem.ts';
import { namesOfPc } from '../certificates/server-names.ts';
import type { AccessOffice } from '../control/access-office.ts';
import type { Front } from '../front/front.ts';
import type { ServedNetworks } from '../settings/served-networks.ts';
import { changeSettings, type Settings } from '../settings/settings.ts';
import type { WithoutKey } from '../settings/without-key.ts';
import type { HttpsDoor } from './https-door.ts';
import { chooseNetworks, viewNetworks } from './live-networks.ts';

interface LiveAccessParts {
  readonly dataDir: string;
  readonly settings: Settings;
  readonly networks: ServedNetworks;
  readonly withoutKey: WithoutKey;
  readonly front: () => Pick<Front, 'port' | 'securePort'>;
  readonly https: () => Pick<HttpsDoor, 'ca' | 'problem'>;
}

export class LiveAccess implements AccessOffice {
  readonly #parts: LiveAccessParts;
  #required: boolean;

  constructor(parts: LiveAccessParts) {
    this.#parts = parts;
    this.#required = parts.settings.https.require;
  }

  /** Whether other PCs must come by HTTPS, from now on. */
  get required(): boolean {
    return this.#required;
  }

  view(remoteAddress: string): AccessView {
    const { settings, networks, withoutKey, front, https } = this.#parts;
    const { ca, problem } = https();
    const adapters = chooseAdapters();
    const used = adapters.filter((one) => one.used);
    const served = used.filter(({ address }) => networks.serves(address));
    // One line for each: an adapter may have several addresses. The way to itself is no adapter to people.
    const others = adapters.filter((one) => !one.used && !isLoopback(one.address) && !used.some(isNamed(one.name)));
    const leftOut = [...new Map(others.map(({ name, kind }) => [name, { name, kind }])).values()];
    return {
      localName: namesOfPc(os.hostname()).find((name) => name.endsWith('.local')) ?? null,
      port: front().port,
      thisPcOnly: isLoopback(settings.lan.host) || networks.chosen?.length === 0,
      adapters: served.map(({ name, kind, address }) => ({ name, kind, address })),
      leftOut,
      https: {
        enabled: settings.https.enabled,
        port: front().securePort,
        required: this.#required,
        ca: ca && { name: nameOf(ca.certificate), fingerprint: ca.fingerprint, until: endOf(ca.certificate) },
        problem,
      },
      networks: viewNetworks(networks, remoteAddress, adapters),
      withoutKey: withoutKey.limits,
    };
  }

  serveOnly(wish: NetworksWish, remoteAddress: string): void {
    chooseNetworks(this.#parts.networks, wish, remoteAddress);
  }

  serveWithoutKey(limits: KeylessLimits | null): void {
    this.#parts.withoutKey.set(limits);
  }

  change({ requireHttps }: AccessChange): void {
    const { dataDir, settings, front, https } = this.#parts;
    if (requireHttps && front().securePort === null) {
      const why = settings.https.enabled
        ? (https().problem?.message ?? 'It is being opened.')
        : 'The settings have it off.';
      refuse('https_not_served', `HTTPS is not served now, so nobody else could use the office. ${why}`);
    }
    changeSettings(dataDir, 'https', { require: requireHttps });
    this.#required = requireHttps;
  }
}

const isNamed =
  (name: string) =>
  (one: { readonly name: string }): boolean =>
    one.name === name;

const nameOf = (certificate: string): string => new X509Certificate(certificate).subject.replace(/^CN=/, '');
const endOf = (certificate: string): number => Date.parse(new X509Certificate(certificate).validTo);
