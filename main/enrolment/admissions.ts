/** Lets machines in, and keeps their names and ids apart. */
import { X509Certificate } from 'node:crypto';
import { fingerprintOf } from '../../common/fingerprint.ts';
import type { Log } from '../../common/log.ts';
import type { Applicant } from '../../contract/enrolment.ts';
import { refuse } from '../../contract/problem.ts';
import { noSuchMachine } from '../base/no-such-machine.ts';
import type { KnownMachine, MachineBook } from '../ledger/machines.ts';
import { freeId, freeName, nameFromHost, shown } from './machine-names.ts';
import type { OfficeMachines } from './office-machines.ts';

interface AdmissionsParts {
  readonly book: MachineBook;
  readonly office: OfficeMachines;
  /** Called when machines were let in, renamed or removed. */
  readonly onChange: () => void;
  readonly log: Log;
}

export class Admissions {
  readonly #parts: AdmissionsParts;

  constructor(parts: AdmissionsParts) {
    this.#parts = parts;
    this.#noteSameIds();
  }

  /**
   * Lets a machine in. Its certificate alone decides who it is: one that is in already stays as it is, and one that shows the id of
   * another machine gets an id of its own.
   * @param wanted the name that an admin chose, or null
   */
  admit(applicant: Applicant, certificate: X509Certificate, wanted: string | null): KnownMachine {
    const { book, office, log } = this.#parts;
    const fingerprint = fingerprintOf(certificate);
    const known = book.admitted(fingerprint);
    if (known) return known;
    const others = book.list();
    const id = freeId(
      applicant.machineId,
      others.map((machine) => machine.id),
    );
    const chosen = (wanted === null ? '' : shown(wanted)) || nameFromHost(applicant.hostName);
    const name = freeName(
      chosen,
      others.map((machine) => machine.name),
    );
    const { machineId } = applicant;
    book.put({ id, name, certificate: certificate.toString(), fingerprint, local: false, machineId, removing: false });
    office.know(this.#machine(id));
    log.info({ machineId: id, name }, 'a machine was let in');
    this.#changed();
    return this.#machine(id);
  }

  /**
   * Lets the coordinator's own PC in. There is only one, so a new certificate takes the place of its old one.
   * @param certificate PEM
   */
  admitThisPc(machineId: string, certificate: string, name: string): void {
    const { book, office } = this.#parts;
    const others = book.list();
    const before = others.find(({ local }) => local);
    const known = before ?? {
      id: freeId(
        machineId,
        others.map(({ id }) => id),
      ),
      name: freeName(
        name,
        others.map((one) => one.name),
      ),
    };
    const fingerprint = fingerprintOf(certificate);
    book.put({ id: known.id, name: known.name, certificate, fingerprint, local: true, machineId, removing: false });
    office.know(this.#machine(known.id));
  }

  /** @throws ProblemError machine_not_found; invalid_request when another machine has that name */
  rename(id: string, wanted: string): void {
    const { book, office } = this.#parts;
    const machine = this.#machine(id);
    const name = shown(wanted);
    if (name === '') refuse('invalid_request', 'A machine needs a name.', { param: 'name' });
    const others = book.list().filter((other) => other.id !== id);
    if (
      freeName(
        name,
        others.map((other) => other.name),
      ) !== name
    ) {
      refuse('invalid_request', `Another machine is called ${name}.`, {
        effect: 'Nothing was renamed.',
        action: 'Choose a name that no other machine has.',
        param: 'name',
      });
    }
    book.rename(id, name);
    office.know({ ...machine, name });
    this.#changed();
  }

  /** Takes a machine out of the office. */
  remove(id: string): void {
    const { book, office, log } = this.#parts;
    book.remove(id);
    office.forget(id);
    log.info({ machineId: id }, 'a machine was removed');
    this.#changed();
  }

  /** The name of a machine that shows this id with another certificate, or null. */
  sameIdAs(machineId: string, fingerprint: string): string | null {
    const others = this.#parts.book.list();
    return others.find((other) => other.machineId === machineId && other.fingerprint !== fingerprint)?.name ?? null;
  }

  #changed(): void {
    this.#noteSameIds();
    this.#parts.onChange();
  }

  #machine(id: string): KnownMachine {
    return this.#parts.book.find(id) ?? noSuchMachine();
  }

  #noteSameIds(): void {
    const { book, office } = this.#parts;
    for (const { id, machineId, fingerprint } of book.list()) {
      const other = this.sameIdAs(machineId, fingerprint);
      const notice = other && {
        reason: `It shows the same machine id as ${other}: one disk was probably cloned.`,
        effect: 'Both are used, each known by its own certificate.',
        action: 'If they are one PC that was set up anew, remove the one that does not connect any more.',
      };
      office.notice(id, 'same id', notice || null);
    }
  }
}
