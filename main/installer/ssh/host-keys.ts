/** The SSH host keys of other PCs: looked at before anything is sent, and compared with the ones of earlier visits. */
import type { HostKeyView } from '../../../contract/control-machines.ts';
import { ProblemError } from '../../../contract/problem.ts';
import type { SshHostBook } from '../../ledger/ssh-hosts.ts';
import { connectSsh, type SshHostKey } from './ssh-connect.ts';
import type { SshPlace } from './ssh-socket.ts';

export class HostKeys {
  readonly #hosts: SshHostBook;

  constructor(hosts: SshHostBook) {
    this.#hosts = hosts;
  }

  /** Connects until the key is shown, then leaves: nobody's name is sent. @throws ProblemError host_unreachable */
  async look({ address, port }: SshPlace, signal: AbortSignal): Promise<HostKeyView> {
    const seen = await keyOf({ address: address.trim(), port }, signal);
    const pinned = this.#hosts.find(address, port);
    return { ...seen, known: pinned === null ? 'first visit' : pinned === seen.fingerprint ? 'same' : 'changed' };
  }

  /** The next visit is a first one again. @returns whether a key was known */
  forget({ address, port }: SshPlace): boolean {
    return this.#hosts.forget(address, port);
  }
}

async function keyOf(place: SshPlace, signal: AbortSignal): Promise<SshHostKey> {
  let seen: SshHostKey | undefined;
  const nobody = { handler: () => undefined, refusal: () => '' };
  const accepts = (key: SshHostKey): boolean => {
    seen = key;
    return false;
  };
  try {
    const { client } = await connectSsh({ ...place, user: 'nobody', login: nobody, accepts }, signal);
    client.destroy();
  } catch (error) {
    // Leaving is a refusal of its key, once it was seen.
    if (seen === undefined || !(error instanceof ProblemError)) throw error;
  }
  if (seen === undefined) throw new Error('An SSH connection was made without a host key.');
  return seen;
}
