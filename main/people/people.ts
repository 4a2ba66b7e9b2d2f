/** The people of the office: who may come in, by which invite, and who may no more. */
import type { InviteView, MadeInvite, NewPerson, PersonChange, PersonView } from '../../contract/people.ts';
import { changedLimits, noLimits } from '../../contract/keys.ts';
import { refuse } from '../../contract/problem.ts';
import type { Clock } from '../base/clock.ts';
import { FailedTries } from '../base/failed-tries.ts';
import { hashOfSecret } from '../base/hash-of-secret.ts';
import { newId } from '../base/ids.ts';
import { Listeners } from '../base/listeners.ts';
import { shortSecret } from '../base/short-secret.ts';
import type { InviteBook } from '../ledger/invites.ts';
import { officePersonId, type PeopleBook, type Person } from '../ledger/people.ts';
import type { SessionBook } from '../ledger/sessions.ts';
import { formatInvite, readInvite } from './invite-token.ts';

interface PeopleParts {
  readonly book: PeopleBook;
  readonly invites: InviteBook;
  readonly sessions: Pick<SessionBook, 'count' | 'endOf' | 'endAdmin'>;
  readonly clock: Clock;
  /** As it is called now. */
  readonly officeName: () => string;
  /** Where the office's page is, the best first: "http://reception.local:8420". */
  readonly addresses: () => readonly string[];
  readonly tokensToday: (personId: string) => number;
}

/** What a person lost: everything, what only admins may, or perhaps some models. */
type Loss = 'access' | 'admin' | 'models';

const dayMs = 24 * 60 * 60_000;

export class People {
  readonly #parts: PeopleParts;
  readonly #failed: FailedTries;
  readonly #losses = new Listeners<[personId: string, loss: Loss]>();

  constructor(parts: PeopleParts) {
    this.#parts = parts;
    const action = 'Wait a minute, then open the link again.';
    this.#failed = new FailedTries(parts.clock, { most: 20, what: 'invites that are none', action });
  }

  /** Called at once when somebody may do less than before. */
  onLoss(listener: (personId: string, loss: Loss) => void): () => void {
    return this.#losses.add(listener);
  }

  list(): PersonView[] {
    return this.#parts.book.list().map((person) => this.#view(person));
  }

  /** By id: of those who may come in no more, too. */
  names(): Map<string, string> {
    return new Map(this.#parts.book.list().map(({ id, name }) => [id, name]));
  }

  /** Null: there is none. */
  nameOf(id: string): string | null {
    return this.#parts.book.find(id)?.name ?? null;
  }

  /** @throws ProblemError person_exists */
  add({ name, role, days, limits }: NewPerson): MadeInvite {
    this.#refuseTaken(name);
    const id = newId('person');
    const { book, clock } = this.#parts;
    book.add({ id, name, role, limits: changedLimits(noLimits, limits), createdAt: clock.now() });
    return this.invite(id, days);
  }

  /** @throws ProblemError not_found, person_exists; invalid_request for who sits at this PC */
  change(id: string, { name, role, limits = {} }: PersonChange): PersonView {
    const old = this.#known(id);
    if (name !== undefined && !isSame(name, old.name)) this.#refuseTaken(name);
    if (id === officePersonId) refuseOffice('Who sits at the office’s own PC is always an admin, without limits.');
    this.#parts.book.change({
      id,
      name: name ?? old.name,
      role: role ?? old.role,
      limits: changedLimits(old.limits, limits),
    });
    if (limits.models !== undefined) this.#losses.call(id, 'models');
    if (old.role === 'admin' && role === 'member') {
      this.#parts.sessions.endAdmin(id);
      this.#losses.call(id, 'admin');
    }
    return this.#view(this.#known(id));
  }

  /** A link for one more browser of somebody; those who were revoked may come in again by it. @throws ProblemError not_found */
  invite(id: string, days: number): MadeInvite {
    const { book, invites, clock, addresses } = this.#parts;
    this.#known(id);
    const secret = shortSecret();
    const now = clock.now();
    const expiresAt = now + days * dayMs;
    invites.add({ hash: hashOfSecret(secret), personId: id, expiresAt }, now);
    book.setRevoked(id, null);
    // Behind the #, which browsers do not send: it stands in no log and no Referer.
    const links = addresses().map((address) => `${address}/i#${formatInvite(secret)}`);
    return { person: this.#view(this.#known(id)), links, expiresAt };
  }

  /** @throws ProblemError not_found; invalid_request for who sits at this PC */
  revoke(id: string): void {
    this.#end(id);
    this.#parts.book.setRevoked(id, this.#parts.clock.now());
    this.#losses.call(id, 'access');
  }

  /** @throws ProblemError as `revoke` */
  remove(id: string): void {
    this.#end(id);
    // Answers that run end first: what is written of them goes too.
    this.#losses.call(id, 'access');
    this.#parts.book.remove(id);
  }

  /** Whose invite it is. @param address that asks @throws ProblemError invite_invalid, too_many_requests */
  look(token: string, address: string): InviteView {
    const { person, expiresAt } = this.#valid(hashOfSecret(readInvite(token)), address);
    return { office: this.#parts.officeName(), name: person.name, role: person.role, expiresAt };
  }

  /** Uses an invite up. @throws ProblemError as `look` */
  accept(token: string, address: string): Person {
    const hash = hashOfSecret(readInvite(token));
    const { person } = this.#valid(hash, address);
    if (!this.#parts.invites.use(hash, this.#parts.clock.now())) refuse('invite_invalid', usedAlready);
    return person;
  }

  #valid(hash: string, address: string): { person: Person; expiresAt: number } {
    const { invites, book, clock } = this.#parts;
    const invite = invites.find(hash);
    const person = invite && book.find(invite.personId);
    if (!invite || !person) {
      this.#failed.count(address);
      return refuse('invite_invalid', 'This office made no such invite, or a long time ago.');
    }
    if (invite.usedAt !== null) refuse('invite_invalid', usedAlready);
    if (invite.endedAt !== null) refuse('invite_invalid', 'This invite was taken back, or a newer one took its place.');
    if (invite.expiresAt <= clock.now()) refuse('invite_invalid', 'The time of this invite is over.');
    return { person, expiresAt: invite.expiresAt };
  }

  #end(id: string): void {
    const { invites, sessions, clock } = this.#parts;
    this.#known(id);
    if (id === officePersonId) refuseOffice('Who sits at the office’s own PC cannot be left out.');
    sessions.endOf(id, clock.now());
    invites.endOf(id, clock.now());
  }

  #known(id: string): Person {
    const action = 'Look at the list of people.';
    return this.#parts.book.find(id) ?? refuse('not_found', 'There is no such person.', { action });
  }

  #refuseTaken(name: string): void {
    if (!this.#parts.book.list().some((one) => isSame(one.name, name))) return;
    refuse('person_exists', `There is somebody called “${name}” already.`);
  }

  #view(person: Person): PersonView {
    const { invites, sessions, clock, tokensToday } = this.#parts;
    const now = clock.now();
    return {
      ...person,
      atThisPc: person.id === officePersonId,
      invitedUntil: invites.openUntil(person.id, now),
      browsers: sessions.count(person.id, now),
      tokensToday: tokensToday(person.id),
    };
  }
}

const usedAlready = 'This invite was used already. Each works once, in one browser.';

const refuseOffice = (sentence: string): never =>
  refuse('invalid_request', sentence, { action: 'Choose somebody else.' });

const isSame = (one: string, other: string): boolean => one.localeCompare(other, 'en', { sensitivity: 'accent' }) === 0;
