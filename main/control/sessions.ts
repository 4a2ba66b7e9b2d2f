/** Sessions: how the window proves that a person at this PC opened it. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { isLoopback } from '../../common/address.ts';
import type { Clock } from '../base/clock.ts';
import { bearerOf, parseCookies } from '../base/http.ts';
import { callerWeights, type Caller } from '../gateway/answer.ts';
import type { SessionStore } from './session-store.ts';

/** The two ends of a connection, as a socket names them. */
type Ends = Pick<Socket, 'remoteAddress' | 'localPort'> & { readonly encrypted?: true };

/** Cookies ignore ports: with one name for all, two offices on one PC would sign each other's browsers out. */
const cookieName = ({ localPort }: Ends): string => `aivailable_session_${localPort}`;
const lifeSeconds = 30 * 24 * 60 * 60;

export class Sessions {
  readonly #store: SessionStore;
  readonly #clock: Clock;
  readonly #controlToken: string;
  readonly #launchToken = randomBytes(16).toString('base64url');

  /** @param controlToken what the CLI on this PC shows instead of a cookie. */
  constructor(store: SessionStore, clock: Clock, controlToken: string) {
    this.#store = store;
    this.#clock = clock;
    this.#controlToken = controlToken;
    store.removeExpired(clock.now());
  }

  /** The link that opens the window signed in. For the terminal and the tray of this PC only; it ends with this process. */
  launchLink(port: number): string {
    return `http://127.0.0.1:${port}/?open=${this.#launchToken}`;
  }

  /** Begins a session when the token is the launch link's and came from this PC. @returns a Set-Cookie header, or null. */
  open(token: string, ends: Ends): string | null {
    const { remoteAddress } = ends;
    if (remoteAddress === undefined || !isLoopback(remoteAddress) || !isSame(token, this.#launchToken)) return null;
    const secret = randomBytes(24).toString('base64url');
    const createdAt = this.#clock.now();
    this.#store.add({ hash: hashOf(secret).toString('hex'), createdAt, expiresAt: createdAt + lifeSeconds * 1000 });
    const secure = ends.encrypted ? '; Secure' : '';
    return `${cookieName(ends)}=${secret}; Path=/; Max-Age=${lifeSeconds}; HttpOnly; SameSite=Strict${secure}`;
  }

  /** Who asks, by cookie or by the control token; null: nobody we know. */
  callerOf(request: IncomingMessage): Caller | null {
    const token = bearerOf(request);
    if (token !== null)
      return isSame(token, this.#controlToken)
        ? { id: 'cli', name: 'command line', weight: callerWeights.person }
        : null;
    const secret = parseCookies(request.headers.cookie).get(cookieName(request.socket));
    if (secret === undefined) return null;
    // Looked up by hash: how long that takes tells nothing about the secret.
    const hash = hashOf(secret).toString('hex');
    const session = this.#store.find(hash);
    if (!session || session.expiresAt <= this.#clock.now()) return null;
    return { id: `session-${hash.slice(0, 16)}`, name: 'window', weight: callerWeights.person };
  }
}

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** In constant time, whatever the lengths. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(hashOf(a), hashOf(b));
