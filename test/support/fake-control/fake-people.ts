/** The people of the look's office, and who looks at it. */
import { noLimits } from '../../../contract/keys.ts';
import {
  NewPerson,
  type MadeInvite,
  type PersonChange,
  type PersonView,
  type Session,
} from '../../../contract/people.ts';
import { refuse } from '../../../contract/problem.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

type Told = readonly [name: string, minutesAgo: number | null, tokensToday: number, facts?: Partial<PersonView>];

const told = (): readonly Told[] => [
  ['This PC', 0, 2_310, { id: 'person-office', role: 'admin', atThisPc: true }],
  ['Aylin Demir', null, 0, { browsers: 0, invitedUntil: Date.now() + day }],
  ['Jana Roth', 0, 18_402, { role: 'admin', browsers: 2 }],
  ['Sam Okafor', 9_000, 0, { browsers: 0, revokedAt: Date.now() - 3 * day }],
  ['Tomas Linden', 12, 31_977, { limits: { ...noLimits, requestsPerMinute: 60 } }],
];

/** The code of each invite that works, and whose it is. */
const codes: Readonly<Record<string, string>> = { 'M4TK-92QX-7HJD-3KWP': 'Aylin Demir' };

export type FakeVisitor = 'window' | 'member' | 'admin' | 'revoked';

export class FakePeople {
  #people: PersonView[];
  #visitor: FakeVisitor;
  #adminUntil: number | null = null;
  #passwordAt: number | null = Date.now() - 20 * day;

  constructor(office: string, visitor: FakeVisitor) {
    this.#visitor = visitor;
    this.#people = (office === 'linden' ? told() : told().slice(0, 1)).map(
      ([name, minutesAgo, tokensToday, facts], at) => ({
        id: `person-${at}`,
        name,
        role: 'member',
        atThisPc: false,
        limits: noLimits,
        createdAt: Date.now() - 30 * day,
        lastSeenAt: minutesAgo === null ? null : Date.now() - minutesAgo * minute,
        revokedAt: null,
        invitedUntil: null,
        browsers: 1,
        tokensToday,
        ...facts,
      }),
    );
  }

  /** @throws ProblemError for who may not see the office */
  session(): Session {
    if (this.#visitor === 'revoked') refuse('access_ended', 'The admin of the office ended this browser’s access.');
    const atThisPc = this.#visitor === 'window';
    const name = { window: 'This PC', member: 'Aylin Demir', admin: 'Jana Roth' }[this.#visitor];
    return {
      office: 'Linden & Roth',
      person: { id: 'person-x', name, role: this.#visitor === 'member' ? 'member' : 'admin' },
      atThisPc,
      admin: atThisPc || this.#adminUntil !== null,
      adminUntil: this.#adminUntil,
    };
  }

  /** Answers /session/…, /people/… and /admin-password. */
  answer(method: string, [room, id, verb]: readonly string[], sent: unknown): { status: number; body?: unknown } {
    if (room === 'admin-password') return this.#password(method);
    if (room === 'session') return this.#sessionCall(method, id, sent);
    if (method === 'GET') return { status: 200, body: this.#people };
    if (method === 'POST' && id === undefined) return { status: 201, body: this.#add(NewPerson.parse(sent)) };
    const person = this.#people.find((one) => one.id === id) ?? refuse('not_found', 'There is no such person.');
    if (verb === 'invites') {
      return { status: 201, body: this.#invite({ ...person, revokedAt: null }, (sent as { days: number }).days) };
    }
    if (verb === 'revoke') {
      this.#put({ ...person, revokedAt: Date.now(), browsers: 0 });
      return { status: 204 };
    }
    if (method === 'DELETE') {
      this.#people = this.#people.filter((one) => one !== person);
      return { status: 204 };
    }
    const { limits, ...change } = sent as PersonChange;
    const changed = { ...person, ...change, limits: { ...person.limits, ...limits } } as PersonView;
    this.#put(changed);
    return { status: 200, body: changed };
  }

  #sessionCall(method: string, verb: string | undefined, sent: unknown): { status: number; body?: unknown } {
    if (verb === 'invite' || verb === 'accept') {
      const name =
        codes[(sent as { token: string }).token] ??
        refuse('invite_invalid', 'This invite was used already. Each works once, in one browser.');
      if (verb === 'accept') this.#visitor = 'member';
      const invite = { office: 'Linden & Roth', name, role: 'member', expiresAt: Date.now() + day };
      return verb === 'accept' ? { status: 201, body: this.session() } : { status: 200, body: invite };
    }
    if (verb === 'admin') {
      const isRight = method === 'DELETE' || (sent as { password: string }).password === 'correct horse battery';
      if (!isRight) refuse('admin_password_wrong', 'This is not the admin password.');
      this.#adminUntil = method === 'DELETE' ? null : Date.now() + 60 * minute;
    } else if (method === 'DELETE') {
      this.#visitor = 'revoked';
      return { status: 204 };
    }
    return { status: 200, body: this.session() };
  }

  #password(method: string): { status: number; body?: unknown } {
    if (method === 'GET') return { status: 200, body: { changedAt: this.#passwordAt } };
    this.#passwordAt = Date.now();
    return { status: 204 };
  }

  #add({ name, role, days, limits }: NewPerson): MadeInvite {
    if (this.#people.some((one) => one.name === name)) {
      refuse('person_exists', `There is somebody called “${name}” already.`);
    }
    const facts = {
      atThisPc: false,
      createdAt: Date.now(),
      lastSeenAt: null,
      revokedAt: null,
      browsers: 0,
      tokensToday: 0,
    };
    const person = { ...facts, id: `person-${name}`, name, role, limits: { ...noLimits, ...limits } } as PersonView;
    this.#people.push(person);
    return this.#invite(person, days);
  }

  #invite(person: PersonView, days: number): MadeInvite {
    const expiresAt = Date.now() + days * day;
    const invited = { ...person, invitedUntil: expiresAt };
    this.#put(invited);
    const hosts = ['reception.local', '192.168.10.12'];
    return { person: invited, links: hosts.map((host) => `http://${host}:8420/i#M4TK-92QX-7HJD-3KWP`), expiresAt };
  }

  #put(person: PersonView): void {
    this.#people = this.#people.map((one) => (one.id === person.id ? person : one));
  }
}
