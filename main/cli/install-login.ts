/** How `machine add` logs in: the secret comes from the terminal, from standard input or from a file, never from an argument. */
import { readFileSync } from 'node:fs';
import type { InstallRequest } from '../../contract/control-machines.ts';
import { refuse } from '../../contract/problem.ts';
import { typedPath } from '../base/typed-path.ts';
import type { Asker } from './terminal.ts';

export interface LoginOptions {
  readonly key?: string;
  readonly agent?: boolean;
  readonly passwordStdin?: boolean;
}

/** @throws ProblemError invalid_request when a file cannot be read or nobody is there to type */
export async function readLogin(
  { key, agent = false, passwordStdin = false }: LoginOptions,
  who: string,
  terminal: Asker,
): Promise<InstallRequest['login']> {
  if (agent) return { kind: 'agent' };
  const secret = (question: string): Promise<string> =>
    passwordStdin ? terminal.everything() : terminal.secret(question);
  if (key === undefined) {
    const password = await secret(`Password of ${who}: `);
    if (password === '') {
      refuse('invalid_request', 'The password is empty.', {
        effect: 'Nothing was sent.',
        action: 'Type it, or use --key.',
      });
    }
    return { kind: 'password', password };
  }
  const privateKey = readKey(typedPath(key));
  return {
    kind: 'key',
    privateKey,
    passphrase: isLocked(privateKey) ? await secret(`Passphrase of ${key}: `) : null,
  };
}

function readKey(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return refuse('invalid_request', `The key file ${file} cannot be read (${code}).`, {
      effect: 'Nothing was installed.',
      action: 'Give a private key that can be read on this PC: --key FILE',
    });
  }
}

/** A private key that a passphrase protects: in OpenSSH's own form the cipher's name says so, in PEM the header. */
export function isLocked(privateKey: string): boolean {
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]*?)-----END/.exec(privateKey)?.[1];
  if (body === undefined) return privateKey.includes('ENCRYPTED');
  const bytes = Buffer.from(body, 'base64');
  // "openssh-key-v1", a zero byte, then the length and the name of the cipher.
  const length = bytes.length >= 19 ? bytes.readUInt32BE(15) : 0;
  return bytes.subarray(19, 19 + length).toString() !== 'none';
}
