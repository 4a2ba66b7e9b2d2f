/** The people of a test's office: the real rooms, over a ledger in a folder of their own. */
import { systemClock, type Clock } from '../../../main/base/clock.ts';
import { Sessions } from '../../../main/control/sessions.ts';
import { AdminPasswordBook } from '../../../main/ledger/admin-password.ts';
import { InviteBook } from '../../../main/ledger/invites.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { PeopleBook } from '../../../main/ledger/people.ts';
import { SessionBook } from '../../../main/ledger/sessions.ts';
import { AdminPassword } from '../../../main/people/admin-password.ts';
import { People } from '../../../main/people/people.ts';
import { tempDir } from '../temp-dir.ts';

/** Close `db` in the end. */
export function memoryPeople(controlToken: string, clock: Clock = systemClock) {
  const db = openLedger(tempDir());
  const book = new PeopleBook(db);
  const store = new SessionBook(db);
  const people = new People({
    book,
    invites: new InviteBook(db),
    sessions: store,
    clock,
    officeName: () => 'Test',
    addresses: () => ['http://office-pc.local:8420', 'http://10.0.0.2:8420'],
    tokensToday: () => 0,
  });
  const password = new AdminPassword(new AdminPasswordBook(db), clock);
  const sessions = new Sessions({ store, people: book, clock, controlToken });
  return { db, book, people, password, sessions };
}
