/** HTTPS of the office: opened beside the plain port, and kept open; its certificate is renewed while it runs. */
import type { Log } from '../../common/log.ts';
import type { Problem } from '../../contract/errors.ts';
import { toProblem } from '../../contract/problem.ts';
import type { Clock } from '../base/clock.ts';
import { openOfficeCa, type OfficeCa } from '../certificates/office-ca.ts';
import { serverCertificate } from '../certificates/server-certificate.ts';
import { namesOfPc, serverNames } from '../certificates/server-names.ts';
import type { Front } from '../front/front.ts';

interface HttpsDoorParts {
  readonly dataDir: string;
  readonly port: number;
  readonly host: string;
  readonly front: Pick<Front, 'listenSecurely' | 'securePort' | 'show'>;
  /** What this PC is called and all its addresses, now. */
  readonly ownNames: () => { readonly hostName: string; readonly addresses: readonly string[] };
  readonly clock: Clock;
  readonly log: Log;
  /** How often names, addresses and the certificate's end are looked at, and a busy port is tried again. */
  readonly everyMs?: number;
}

const usualEveryMs = 5_000;

export class HttpsDoor {
  readonly #parts: HttpsDoorParts;
  #ca: OfficeCa | null = null;
  #problem: Problem | null = null;
  /** The certificate that is shown now. */
  #shown = '';
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> = Promise.resolve();

  constructor(parts: HttpsDoorParts) {
    this.#parts = parts;
  }

  get ca(): OfficeCa | null {
    return this.#ca;
  }

  /** Why it is not served; null: it is. */
  get problem(): Problem | null {
    return this.#problem;
  }

  /** Opens it if that is possible now. The office goes on without it, and it is tried again. */
  async open(): Promise<void> {
    await this.look();
    const { everyMs = usualEveryMs } = this.#parts;
    this.#timer = setInterval(() => void this.look(), everyMs).unref();
  }

  /** Does what is to be done: opens the port, or shows another certificate. One after another. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#look());
    return this.#looking;
  }

  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#looking;
  }

  async #look(): Promise<void> {
    const { front, port, host, log } = this.#parts;
    try {
      const certificate = await this.#certificate();
      if (front.securePort === null) {
        await front.listenSecurely(port, host, certificate);
        log.info({ port: front.securePort }, 'HTTPS is served');
      } else if (certificate.certificate !== this.#shown) {
        front.show(certificate);
        log.info('HTTPS shows a new certificate');
      }
      this.#shown = certificate.certificate;
      this.#problem = null;
    } catch (error) {
      const problem = toProblem(error);
      // Said once, not every few seconds.
      if (problem.message !== this.#problem?.message) log.warn({ err: error }, 'HTTPS is not served');
      this.#problem = problem;
    }
  }

  async #certificate() {
    const { dataDir, ownNames, clock } = this.#parts;
    const { hostName, addresses } = ownNames();
    this.#ca ??= await openOfficeCa(dataDir, hostName, namesOfPc(hostName), clock.now());
    return serverCertificate(dataDir, this.#ca, serverNames(hostName, addresses), clock.now());
  }
}
