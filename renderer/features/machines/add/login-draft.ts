import type { InstallRequest } from '../../../../contract/control-machines.ts';

type LoginKind = InstallRequest['login']['kind'];

/** How to log in, as far as it is filled in. Kept only while the form is open. */
export interface LoginDraft {
  readonly kind: LoginKind;
  readonly password: string;
  readonly privateKey: string;
  readonly keyName: string;
  readonly passphrase: string;
}

export const emptyLogin: LoginDraft = { kind: 'password', password: '', privateKey: '', keyName: '', passphrase: '' };

/** The login as it is sent; null: something is missing. */
export function loginOf({ kind, password, privateKey, passphrase }: LoginDraft): InstallRequest['login'] | null {
  if (kind === 'agent') return { kind };
  if (kind === 'password') return password === '' ? null : { kind, password };
  return privateKey === '' ? null : { kind, privateKey, passphrase: passphrase === '' ? null : passphrase };
}
