/** The port to the people of the office, and to the admin password. */
import type { InviteView, MadeInvite, NewPerson, PersonChange, PersonView } from '../../contract/people.ts';
import type { Person } from '../ledger/people.ts';

export interface PeopleOffice {
  list(): PersonView[];
  /** Null: there is none. */
  nameOf(id: string): string | null;
  /** @throws ProblemError person_exists */
  add(wished: NewPerson): MadeInvite;
  /** @throws ProblemError not_found, person_exists, invalid_request */
  change(id: string, change: PersonChange): PersonView;
  /** @throws ProblemError not_found */
  invite(id: string, days: number): MadeInvite;
  /** @throws ProblemError not_found, invalid_request */
  revoke(id: string): void;
  /** With their conversations. @throws ProblemError not_found, invalid_request */
  remove(id: string): void;
  /** Whose invite it is. @throws ProblemError invite_invalid, too_many_requests */
  look(token: string, address: string): InviteView;
  /** Uses an invite up. @throws ProblemError invite_invalid, too_many_requests */
  accept(token: string, address: string): Person;
  /** Called at once when somebody may do less than before. Returns how to stop listening. */
  onLoss(listener: (personId: string, loss: 'access' | 'admin' | 'models') => void): () => void;
}

export interface PasswordOffice {
  /** Milliseconds since 1970; null: none was set yet. */
  readonly changedAt: number | null;
  set(password: string): Promise<void>;
  /** @throws ProblemError admin_password_missing, admin_password_wrong, too_many_requests */
  check(password: string, address: string): Promise<void>;
}
