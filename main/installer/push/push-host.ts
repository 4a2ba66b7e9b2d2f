/** The PC that an installation works on: a session to it that is opened again when it broke. */
import type { InstallRequest } from '../../../contract/control-machines.ts';
import { refuse } from '../../../contract/problem.ts';
import type { PushParts } from './push-parts.ts';
import { connectSsh } from '../ssh/ssh-connect.ts';
import { sshLogin } from '../ssh/ssh-login.ts';
import { SshSession } from '../ssh/ssh-session.ts';

export class PushHost {
  readonly #parts: Pick<PushParts, 'hosts' | 'sshAgent'>;
  /** With what the admin typed: dropped at the end. */
  #request: InstallRequest | null;
  readonly #over = new AbortController();
  #session: SshSession | null = null;

  constructor(parts: Pick<PushParts, 'hosts' | 'sshAgent'>, request: InstallRequest) {
    this.#parts = parts;
    this.#request = request;
  }

  /** The session that is open, or a new one. @throws ProblemError host_unreachable, host_key_changed, login_refused */
  async session(signal: AbortSignal): Promise<SshSession> {
    if (this.#session?.ended.aborted === false) return this.#session;
    if (this.#request === null) throw over();
    this.#session = await this.#open(this.#request, AbortSignal.any([signal, this.#over.signal]));
    return this.#session;
  }

  /** Ends the connection and forgets how its user is let in. */
  close(): void {
    this.#over.abort(over());
    this.#session?.close();
    this.#session = null;
    this.#request = null;
  }

  async #open({ address, port, user, hostKey, login }: InstallRequest, signal: AbortSignal): Promise<SshSession> {
    const { hosts, sshAgent } = this.#parts;
    const pinned = hosts.find(address, port);
    if (pinned !== null && pinned !== hostKey) {
      refuse('host_key_changed', `${address} had the host key ${pinned} at an earlier visit.`);
    }
    const connection = await connectSsh(
      {
        address,
        port,
        user,
        login: sshLogin(user, login, sshAgent),
        accepts: ({ fingerprint }) => fingerprint === hostKey,
        onProven: () => hosts.pin(address, port, hostKey),
      },
      signal,
    );
    return new SshSession(connection);
  }
}

const over = (): Error => new Error('The installation is over.');
