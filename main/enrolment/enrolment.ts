/** Enrolment: how machines come into the office and go out of it. */
import type { Server } from 'node:http';
import type { Log } from '../../common/log.ts';
import type { AskView } from '../../contract/control-machines.ts';
import type { Welcome } from '../../contract/enrolment.ts';
import { ProblemError, refuse } from '../../contract/problem.ts';
import type { Clock } from '../base/clock.ts';
import { Listeners } from '../base/listeners.ts';
import type { JoinTokenBook } from '../ledger/join-tokens.ts';
import type { KnownMachine, MachineBook } from '../ledger/machines.ts';
import { Admissions } from './admissions.ts';
import { type Asker, Asks } from './asks.ts';
import { Allowance } from './allowance.ts';
import { fingerprintOfAsker, joinDoor, type JoinHandlers } from './join-door.ts';
import { JoinTokens } from './join-tokens.ts';
import type { LinkTo } from '../link/link-to.ts';
import type { OfficeMachines } from './office-machines.ts';
import { Removals } from './removals.ts';

interface EnrolmentParts {
  /** sha256 of the coordinator's certificate, hex. */
  readonly pin: string;
  readonly officeName: () => string;
  /** All that the coordinator can be dialled at, best first: "192.168.10.12:8421". */
  readonly addresses: () => readonly string[];
  readonly machines: MachineBook;
  readonly tokens: JoinTokenBook;
  readonly office: OfficeMachines;
  readonly linkTo: LinkTo;
  /** Certificates have ended: open tunnels are to be looked at again. */
  readonly onRemoved: () => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** Secrets of 80 bits cannot be guessed, and nobody shall try. */
const wrongTokens = { windowMs: 10 * 60_000, perAddress: 10, total: 1_000 };

export class Enrolment {
  /** Answers at the tunnel's port for machines that are not let in yet. */
  readonly door: Server;
  readonly #parts: EnrolmentParts;
  readonly #tokens: JoinTokens;
  readonly #asks: Asks;
  readonly #wrongTokens: Allowance;
  readonly #admissions: Admissions;
  readonly #removals: Removals;
  readonly #changed = new Listeners();

  constructor(parts: EnrolmentParts) {
    const { pin, machines: book, tokens, office, linkTo, onRemoved, clock, log } = parts;
    this.#parts = parts;
    for (const machine of book.list()) office.know(machine);
    this.#tokens = new JoinTokens(tokens, clock, pin);
    const changed = (): void => this.#changed.call();
    this.#asks = new Asks(pin, clock, changed);
    this.#wrongTokens = new Allowance({ clock, ...wrongTokens });
    this.#admissions = new Admissions({ book, office, onChange: changed, log });
    this.#removals = new Removals({ book, office, linkTo, admissions: this.#admissions, onRemoved, log });
    this.door = joinDoor(this.#handlers(), log);
  }

  /** Called when an ask begins or ends, and when machines were let in, renamed or removed. Returns how to stop listening. */
  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** A join token for one machine. */
  createToken(): { readonly token: string; readonly secret: string; readonly expiresAt: number } {
    return this.#tokens.create();
  }

  /** Until when a token that was made here serves, in milliseconds since 1970. @throws ProblemError join_token_invalid */
  validUntil(token: string): number {
    return this.#tokens.validUntil(token);
  }

  /** The machine that came in with this token; null while none did. @param secret the token's last part */
  joinedBy(secret: string): KnownMachine | null {
    const fingerprint = this.#tokens.usedBy(secret);
    return fingerprint === null ? null : this.#parts.machines.admitted(fingerprint);
  }

  /** Ends a token, and takes out the machine that came in with it. @param secret the token's last part */
  takeBack(secret: string): void {
    const machine = this.joinedBy(secret);
    this.#tokens.takeBack(secret);
    if (machine) this.#removals.remove(machine.id);
  }

  /** The machines that ask to join now. */
  asks(): AskView[] {
    return this.#asks.views((machineId, fingerprint) => this.#admissions.sameIdAs(machineId, fingerprint));
  }

  /** An admin compared the code. @throws ProblemError ask_not_found */
  accept(askId: string, name: string | null = null): void {
    this.#asks.accept(askId, (applicant, certificate) => void this.#admissions.admit(applicant, certificate, name));
  }

  /** @throws ProblemError ask_not_found */
  reject(askId: string): void {
    this.#asks.reject(askId);
  }

  /** @throws ProblemError machine_not_found, invalid_request */
  rename(machineId: string, name: string): void {
    this.#admissions.rename(machineId, name);
  }

  /** Begins the removal, and returns at once. @throws ProblemError machine_not_found, machine_is_here */
  remove(machineId: string): void {
    this.#removals.remove(machineId);
  }

  /** Lets the coordinator's own PC in. @param certificate PEM */
  admitThisPc(machineId: string, certificate: string, name: string): void {
    this.#admissions.admitThisPc(machineId, certificate, name);
  }

  close(): void {
    this.#asks.close();
    this.#removals.close();
  }

  #handlers(): JoinHandlers {
    return {
      join: (who, { secret, applicant }) => {
        this.#useToken(who, secret);
        return this.#welcome(this.#admissions.admit(applicant, who.certificate, null));
      },
      open: (who, { applicant, commitment }) => ({
        ...this.#asks.open(who, applicant, commitment),
        officeName: this.#parts.officeName(),
      }),
      reveal: (who, askId, nonce) => this.#asks.reveal(askId, fingerprintOfAsker(who), nonce),
      answer: (who, askId) => {
        const fingerprint = fingerprintOfAsker(who);
        const state = this.#asks.hear(askId, fingerprint);
        if (state !== 'accepted') return { state };
        const machine = this.#parts.machines.admitted(fingerprint);
        // Removed again before it heard that it was let in.
        return machine ? { state, welcome: this.#welcome(machine) } : { state: 'rejected' };
      },
      standing: (who) => ({ standing: this.#parts.machines.standing(fingerprintOfAsker(who)) }),
    };
  }

  #useToken(who: Asker, secret: string): void {
    const retryAfter = this.#wrongTokens.wait(who.address);
    if (retryAfter > 0) {
      refuse('too_many_asks', 'Too many wrong join commands came from this address.', {
        retryAfter,
        action: `Wait ${Math.ceil(retryAfter / 60)} min, then use a new command.`,
      });
    }
    try {
      this.#tokens.use(secret, fingerprintOfAsker(who));
    } catch (error) {
      if (error instanceof ProblemError) this.#wrongTokens.use(who.address);
      throw error;
    }
  }

  #welcome({ name }: KnownMachine): Welcome {
    const { officeName, addresses } = this.#parts;
    return { officeName: officeName(), machineName: name, addresses: [...addresses()] };
  }
}
