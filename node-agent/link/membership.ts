/** This machine's membership in an office: it joins one when it has none, and stays connected to it. */
import type { Log } from '../../common/log.ts';
import type { OfficeNote } from '../../contract/agent-api.ts';
import type { Applicant } from '../../contract/enrolment.ts';
import { pause } from '../base/pause.ts';
import { askOffices } from './ask-offices.ts';
import type { CoordinatorHints } from './coordinator-hints.ts';
import { type Enrolment, keepEnrolment, readEnrolment, updateEnrolment } from './enrolment.ts';
import type { Identity } from './identity.ts';
import { OfficeConnection, type SessionServers } from './office-connection.ts';
import { keepOpenAsks, type OpenAsk } from './open-asks.ts';

interface MembershipOptions {
  readonly dataDir: string;
  readonly identity: Identity;
  /** What is heard of coordinators; null: nothing. */
  readonly hints: CoordinatorHints | null;
  /** Addresses of coordinators to ask, as a person gave them. */
  readonly coordinators: readonly string[];
  /** How this machine introduces itself when it asks. */
  readonly applicant: (signal: AbortSignal) => Promise<Applicant>;
  readonly onConnected: (connected: boolean) => void;
  /** Offices were asked to let this machine in, or answered. */
  readonly onAsks: (asks: readonly OpenAsk[]) => void;
  /** The coordinator says that this machine was taken out of the office. */
  readonly onRemoved: () => void;
  readonly log: Log;
}

/** How soon `agent join`, which works beside a waiting agent, is noticed. */
const lookEveryMs = 500;

export class Membership {
  readonly #options: MembershipOptions;
  #connection: OfficeConnection | null = null;

  constructor(options: MembershipOptions) {
    this.#options = options;
  }

  /** Runs until the abort. */
  async run(servers: SessionServers, signal: AbortSignal): Promise<void> {
    const { dataDir, identity, hints, onConnected, onRemoved, log } = this.#options;
    const enrolment = (await readEnrolment(dataDir)) ?? (await this.#join(signal));
    if (!enrolment) return;
    const keep = (next: Enrolment): void => updateEnrolment(dataDir, next);
    this.#connection = new OfficeConnection({ enrolment, identity, hints, keep, onConnected, onRemoved, log });
    await this.#connection.run(servers, signal);
  }

  /** The coordinator says where it can be dialled from now on. */
  note(note: OfficeNote): void {
    this.#connection?.note(note);
  }

  /** Opens the socket for files, unless it is open. */
  openBulk(): void {
    this.#connection?.openBulk();
  }

  /** Waits until an office takes this machine, or `agent join` was run beside. @returns null at the abort */
  async #join(signal: AbortSignal): Promise<Enrolment | null> {
    const { dataDir, hints, log } = this.#options;
    log.info('this machine belongs to no office: it asks to be let in');
    const found = new AbortController();
    const either = AbortSignal.any([signal, found.signal]);
    hints?.announce(true);
    const asked = this.#ask(either);
    // What was not found because something else was is of no interest.
    asked.catch(() => undefined);
    try {
      return await Promise.race([asked, waitForEnrolment(dataDir, either)]);
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    } finally {
      found.abort();
      await asked.catch(() => undefined);
      hints?.announce(false);
    }
  }

  async #ask(signal: AbortSignal): Promise<Enrolment> {
    const { dataDir, identity, hints, coordinators, applicant, log } = this.#options;
    const onAsks = (asks: readonly OpenAsk[]): void => {
      keepOpenAsks(dataDir, asks);
      this.#options.onAsks(asks);
    };
    const introduced = await applicant(signal);
    const asking = { identity, applicant: introduced, given: coordinators, hints, onAsks, log };
    const enrolment = await askOffices(asking, signal);
    keepEnrolment(dataDir, enrolment);
    return enrolment;
  }
}

async function waitForEnrolment(dataDir: string, signal: AbortSignal): Promise<Enrolment | null> {
  while (await pause(lookEveryMs, signal)) {
    const enrolment = await readEnrolment(dataDir);
    if (enrolment) return enrolment;
  }
  return null;
}
