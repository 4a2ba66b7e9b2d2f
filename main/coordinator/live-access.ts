/** Where the office is reached from other PCs, over what listens. */
import { X509Certificate } from 'node:crypto';
import os from 'node:os';
import { chooseAdapters } from '../../common/adapters.ts';
import { isLoopback } from '../../common/address.ts';
import type { AccessChange, AccessView } from '../../contract/access.ts';
import { refuse } from '../../contract/problem.ts';
import { namesOfPc } from '../certificates/server-names.ts';
import type { AccessOffice } from '../control/access-office.ts';
import type { Front } from '../front/front.ts';
import { changeSettings, type Settings } from '../settings/settings.ts';
import type { HttpsDoor } from './https-door.ts';

interface LiveAccessParts {
  readonly dataDir: string;
  readonly settings: Settings;
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

  view(): AccessView {
    const { settings, front, https } = this.#parts;
    const { ca, problem } = https();
    const adapters = chooseAdapters();
    const used = adapters.filter((one) => one.used);
    // One line for each: an adapter may have several addresses. The way to itself is no adapter to people.
    const others = adapters.filter((one) => !one.used && !isLoopback(one.address) && !used.some(isNamed(one.name)));
    const leftOut = [...new Map(others.map(({ name, kind }) => [name, { name, kind }])).values()];
    return {
      localName: namesOfPc(os.hostname()).find((name) => name.endsWith('.local')) ?? null,
      port: front().port,
      thisPcOnly: isLoopback(settings.lan.host),
      adapters: used.map(({ name, kind, address }) => ({ name, kind, address })),
      leftOut,
      https: {
        enabled: settings.https.enabled,
        port: front().securePort,
        required: this.#required,
        ca: ca && { name: nameOf(ca.certificate), fingerprint: ca.fingerprint, until: endOf(ca.certificate) },
        problem,
      },
    };
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
