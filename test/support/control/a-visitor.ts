import { noLimits } from '../../../contract/keys.ts';
import type { Visitor } from '../../../main/control/visitor.ts';
import type { Person } from '../../../main/ledger/people.ts';

/** Aylin Demir, a member. */
const aPerson = (given: Partial<Person> = {}): Person => ({
  id: 'person-aylin',
  name: 'Aylin Demir',
  role: 'member',
  limits: noLimits,
  createdAt: 1,
  lastSeenAt: null,
  revokedAt: null,
  ...given,
});

/** She, in a browser that came by an invite. */
export function aVisitor(given: Partial<Visitor> = {}): Visitor {
  const person = given.person ?? aPerson();
  return {
    person,
    caller: { id: person.id, name: person.name, weight: 2 },
    session: 'a hash',
    atThisPc: false,
    admin: false,
    adminUntil: null,
    ...given,
  };
}
