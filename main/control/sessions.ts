/** Sessions: how a browser proves that a person at this PC opened it, or that it came by an invite. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { isLoopback } from '../../common/address.ts';
import { problem, ProblemError, refuse } from '../../contract/problem.ts';
import type { Clock } from '../base/clock.ts';
import { hashOfSecret } from '../base/hash-of-secret.ts';
import { bearerOf, parseCookies } from '../base/http.ts';
import { callerWeights } from '../gateway/answer.ts';
import { officePersonId, type PeopleBook, type Person } from '../ledger/people.ts';
import type { KeptSession } from '../ledger/sessions.ts';
import type { SessionStore } from './session-store.ts';
import type { Visitor } from './visitor.ts';

/** The two ends of a connection, as a socket names them. */
type Ends = Pick<Socket, 'remoteAddress' | 'localPort'> & { readonly encrypted?: true };

interface SessionParts {
  readonly store: SessionStore;
  readonly people: Pick<PeopleBook, 'find' | 'seen'>;
  readonly clock: Clock;
  /** What the CLI on this PC shows instead of a cookie. */
  readonly controlToken: string;
}

/** Cookies ignore ports: with one name for all, two offices on one PC would sign each other's browsers out. */
const cookieName = ({ localPort }: Ends): string => `aivailable_session_${localPort}`;
/** In front of what was given over HTTPS: what could be read on the plain wire is no session there. */
const overTls = 's.';
const daySeconds = 24 * 60 * 60;
const windowSeconds = 30 * daySeconds;
/** Who was invited stays until they sign out or are revoked: a phone shall not need a new link each month. */
const invitedSeconds = 365 * daySeconds;
const adminMs = 60 * 60_000;

export class Sessions {
  readonly #parts: SessionParts;
  readonly #launchToken = randomBytes(16).toString('base64url');

  constructor(parts: SessionParts) {
    this.#parts = parts;
    parts.store.removeExpired(parts.clock.now());
  }

  /** The link that opens the window signed in. For the terminal and the tray of this PC only; it ends with this process. */
  launchLink(port: number): string {
    return `http://127.0.0.1:${port}/?open=${this.#launchToken}`;
  }

  /** Begins a session when the token is the launch link's and came from this PC. @returns a Set-Cookie header, or null. */
  open(token: string, ends: Ends): string | null {
    if (!isHere(ends) || !isSame(token, this.#launchToken)) return null;
    return this.#begin(officePersonId, true, ends).cookie;
  }

  /** Begins a session of a person who came by an invite. */
  begin(person: Person, ends: Ends): { readonly cookie: string; readonly visitor: Visitor } {
    const { cookie, kept } = this.#begin(person.id, false, ends);
    return { cookie, visitor: this.#visitor(kept, person) };
  }

  /** Who asks, by cookie or by the control token. @throws ProblemError no_session, access_ended */
  visitorOf(request: IncomingMessage): Visitor {
    const token = bearerOf(request);
    // The command line stands on this PC: its token from elsewhere was stolen.
    if (token !== null) {
      const known = isHere(request.socket) && isSame(token, this.#parts.controlToken);
      return known ? this.#commandLine() : unknownHere(request.socket);
    }
    const secret = parseCookies(request.headers.cookie).get(cookieName(request.socket));
    // Looked up by hash: how long that takes tells nothing about the secret.
    const asItCame = secret?.startsWith(overTls) === 'encrypted' in request.socket;
    const kept = secret === undefined || !asItCame ? null : this.#parts.store.find(hashOfSecret(secret));
    const { clock, people } = this.#parts;
    if (!kept || kept.expiresAt <= clock.now()) return unknownHere(request.socket);
    // A cookie of this PC's window that comes from elsewhere was stolen.
    if (kept.atThisPc && !isHere(request.socket)) return unknownHere(request.socket);
    const person = people.find(kept.personId);
    if (!person || person.revokedAt !== null || kept.endedAt !== null)
      return refuse('access_ended', 'The admin of the office ended this browser’s access.');
    people.seen(person, clock.now());
    return this.#visitor(kept, person);
  }

  /** Whether it may see the office's figures. */
  isAdmin(request: IncomingMessage): boolean {
    try {
      return this.visitorOf(request).admin;
    } catch {
      return false;
    }
  }

  /** For an hour. The password was checked before. @throws ProblemError admin_only */
  becomeAdmin(visitor: Visitor): Visitor {
    const { person, session, admin, adminUntil } = visitor;
    if (person.role !== 'admin') {
      const action = 'Ask an admin of the office to make you one.';
      return refuse('admin_only', `${person.name} is a member of this office, not an admin.`, { action });
    }
    if (session === null || (admin && adminUntil === null)) return visitor;
    const until = this.#parts.clock.now() + adminMs;
    this.#parts.store.setAdmin(session, until);
    return { ...visitor, admin: true, adminUntil: until };
  }

  leaveAdmin(visitor: Visitor): Visitor {
    if (visitor.session === null || visitor.adminUntil === null) return visitor;
    this.#parts.store.setAdmin(visitor.session, null);
    return { ...visitor, admin: false, adminUntil: null };
  }

  /** Of all, at once: the password has changed. */
  endAdmin(): void {
    this.#parts.store.endAdmin();
  }

  /** @returns a Set-Cookie header that forgets it */
  signOut({ session }: Visitor, ends: Ends): string {
    if (session !== null) this.#parts.store.remove(session);
    return cookieOf(ends, '', 0);
  }

  #begin(personId: string, atThisPc: boolean, ends: Ends): { cookie: string; kept: KeptSession } {
    const secret = (ends.encrypted ? overTls : '') + randomBytes(24).toString('base64url');
    const createdAt = this.#parts.clock.now();
    const seconds = atThisPc ? windowSeconds : invitedSeconds;
    const facts = { hash: hashOfSecret(secret), personId, atThisPc, createdAt, expiresAt: createdAt + seconds * 1000 };
    this.#parts.store.add(facts);
    return { cookie: cookieOf(ends, secret, seconds), kept: { ...facts, adminUntil: null, endedAt: null } };
  }

  #visitor({ hash, atThisPc, adminUntil: until }: KeptSession, person: Person): Visitor {
    const adminUntil = until !== null && until > this.#parts.clock.now() && person.role === 'admin' ? until : null;
    const name = atThisPc ? 'window' : person.name;
    return {
      person,
      caller: { id: person.id, name, weight: callerWeights.person },
      session: hash,
      atThisPc,
      admin: atThisPc || adminUntil !== null,
      adminUntil,
    };
  }

  #commandLine(): Visitor {
    return {
      person: this.#parts.people.find(officePersonId) ?? refuse('internal', 'The ledger has lost who sits at this PC.'),
      caller: { id: 'cli', name: 'command line', weight: callerWeights.person },
      session: null,
      atThisPc: true,
      admin: true,
      adminUntil: null,
    };
  }
}

const isHere = ({ remoteAddress }: Ends): boolean => remoteAddress !== undefined && isLoopback(remoteAddress);

function unknownHere(ends: Ends): never {
  const sentence = 'This browser has no session here.';
  if (isHere(ends)) throw new ProblemError(problem('no_session', sentence));
  throw new ProblemError(problem('no_session', sentence, { action: 'Ask the admin of the office for an invite.' }));
}

function cookieOf(ends: Ends, secret: string, seconds: number): string {
  const secure = ends.encrypted ? '; Secure' : '';
  return `${cookieName(ends)}=${secret}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`;
}

/** In constant time, whatever the lengths. */
const isSame = (a: string, b: string): boolean =>
  timingSafeEqual(Buffer.from(hashOfSecret(a)), Buffer.from(hashOfSecret(b)));
