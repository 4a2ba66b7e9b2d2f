/**
 * Machines that ask to join, until an admin has compared the code. Kept in memory: an agent whose coordinator was started again
 * asks again. The protocol is in contract/enrolment.ts.
 */
import type { X509Certificate } from 'node:crypto';
import { randomBytes } from 'node:crypto';
import { fingerprintOf } from '../../common/fingerprint.ts';
import { keepsCommitment, shortCode } from '../../common/short-code.ts';
import type { AskView } from '../../contract/control-machines.ts';
import type { Applicant } from '../../contract/enrolment.ts';
import { refuse } from '../../contract/problem.ts';
import type { Clock } from '../base/clock.ts';
import { newId } from '../base/ids.ts';
import { Allowance } from './allowance.ts';
import { nameFromHost, shown } from './machine-names.ts';

/** Who asks, as the tunnel's port saw it. */
export interface Asker {
  readonly certificate: X509Certificate;
  readonly address: string;
}

interface Ask extends Asker {
  readonly id: string;
  readonly fingerprint: string;
  readonly applicant: Applicant;
  readonly commitment: string;
  readonly nonce: string;
  readonly since: number;
  heardAt: number;
  code: string | null;
  state: 'waiting' | 'accepted' | 'rejected';
}

const mostAsks = 32;
const mostOfAddress = 4;
const validMs = 10 * 60_000;
/**
 * Asks that may begin. Who stands in between could begin one after the other, and go on with the one whose code fits by chance
 * what the agent shows: of 51,200 codes he sees these few.
 */
const beginnings = { windowMs: 10 * 60_000, perAddress: 16, total: 64 };
/** An agent polls every 2 s. */
const silentMs = 30_000;
/** An agent reveals its number at once. Who holds it back waits until the code fits what he makes another agent show. */
const revealMs = 15_000;
const sweepMs = 5_000;

export class Asks {
  readonly #pin: string;
  readonly #clock: Clock;
  readonly #beginnings: Allowance;
  readonly #asks = new Map<string, Ask>();
  readonly #onChange: () => void;
  #sweep: NodeJS.Timeout | null = null;

  /**
   * @param pin sha256 of the coordinator's certificate, hex
   * @param onChange called when an ask begins, shows its code, is decided or ends
   */
  constructor(pin: string, clock: Clock, onChange: () => void) {
    this.#pin = pin;
    this.#clock = clock;
    this.#onChange = onChange;
    this.#beginnings = new Allowance({ clock, ...beginnings });
  }

  /** Those that wait, the oldest first. @param sameIdAs the name of the machine that shows this id with another certificate */
  views(sameIdAs: (machineId: string, fingerprint: string) => string | null): AskView[] {
    return this.#waiting().map(({ id, applicant, address, code, since, fingerprint }) => ({
      id,
      hostName: nameFromHost(applicant.hostName),
      address,
      osName: shown(applicant.osName),
      platform: applicant.platform,
      cards: applicant.cards.map(shown).filter((card) => card !== ''),
      code,
      since,
      sameIdAs: sameIdAs(applicant.machineId, fingerprint),
    }));
  }

  /** An agent asks. It has one ask at a time. @throws ProblemError too_many_asks */
  open(asker: Asker, applicant: Applicant, commitment: string): { askId: string; nonce: string } {
    const fingerprint = fingerprintOf(asker.certificate);
    for (const old of this.#asks.values()) if (old.fingerprint === fingerprint) this.#asks.delete(old.id);
    this.#expire();
    const waiting = this.#waiting();
    const here = waiting.filter(({ address }) => address === asker.address);
    if (waiting.length >= mostAsks || here.length >= mostOfAddress) {
      refuse('too_many_asks', `${waiting.length} machines ask to join already.`, { retryAfter: 60 });
    }
    const retryAfter = this.#beginnings.wait(asker.address);
    if (retryAfter > 0) refuse('too_many_asks', 'Too many asks began lately.', { retryAfter });
    this.#beginnings.use(asker.address);
    const now = this.#clock.now();
    const id = newId('ask');
    const nonce = randomBytes(32).toString('hex');
    const fresh = { nonce, since: now, heardAt: now, code: null, state: 'waiting' } as const;
    this.#asks.set(id, { ...asker, ...fresh, id, fingerprint, applicant, commitment });
    this.#sweep ??= setInterval(() => this.#expire(), sweepMs).unref();
    this.#onChange();
    return { askId: id, nonce };
  }

  /** The agent says its number; now both sides know the code. @throws ProblemError ask_not_found, invalid_request */
  reveal(id: string, fingerprint: string, nonce: string): void {
    const ask = this.#own(id, fingerprint);
    if (!keepsCommitment(ask.commitment, nonce)) {
      this.#drop(ask);
      refuse('invalid_request', 'The number is not the one that was committed to.', { param: 'nonce' });
    }
    ask.heardAt = this.#clock.now();
    ask.code = shortCode({
      agent: fingerprint,
      coordinator: this.#pin,
      agentNonce: nonce,
      coordinatorNonce: ask.nonce,
    });
    this.#onChange();
  }

  /** What became of it. @throws ProblemError ask_not_found */
  hear(id: string, fingerprint: string): Ask['state'] {
    const ask = this.#own(id, fingerprint);
    ask.heardAt = this.#clock.now();
    return ask.state;
  }

  /** An admin compared the code. @param letIn is done before the agent hears of it. @throws ProblemError ask_not_found */
  accept(id: string, letIn: (applicant: Applicant, certificate: X509Certificate) => void): void {
    const ask = this.#find(id);
    if (ask.code === null) refuse('ask_not_found', 'This machine has not shown its code yet.');
    letIn(ask.applicant, ask.certificate);
    this.#decide(ask, 'accepted');
  }

  /** @throws ProblemError ask_not_found */
  reject(id: string): void {
    this.#decide(this.#find(id), 'rejected');
  }

  close(): void {
    if (this.#sweep) clearInterval(this.#sweep);
  }

  #waiting(): Ask[] {
    return [...this.#asks.values()].filter(({ state }) => state === 'waiting');
  }

  #decide(ask: Ask, state: 'accepted' | 'rejected'): void {
    ask.state = state;
    this.#onChange();
  }

  #find(id: string): Ask {
    this.#expire();
    const ask = this.#asks.get(id);
    return ask?.state === 'waiting' ? ask : refuse('ask_not_found', 'This machine does not ask any more.');
  }

  /** An ask belongs to the certificate that opened it. */
  #own(id: string, fingerprint: string): Ask {
    this.#expire();
    const ask = this.#asks.get(id);
    return ask?.fingerprint === fingerprint ? ask : refuse('ask_not_found', 'This machine has no such ask here.');
  }

  #drop(ask: Ask): void {
    this.#asks.delete(ask.id);
    if (this.#asks.size === 0 && this.#sweep) {
      clearInterval(this.#sweep);
      this.#sweep = null;
    }
    this.#onChange();
  }

  #expire(): void {
    const now = this.#clock.now();
    for (const ask of this.#asks.values()) {
      const heldBack = ask.code === null && now - ask.since > revealMs;
      if (heldBack || now - ask.since > validMs || now - ask.heardAt > silentMs) this.#drop(ask);
    }
  }
}
