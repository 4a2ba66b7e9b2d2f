import type { CandidateView } from './control-machines.ts';

const kinds: Readonly<Record<string, string>> = { ED25519: 'ed25519', ECDSA: 'ecdsa', RSA: 'rsa' };

/**
 * What shows a PC's own fingerprint on its screen.
 * @param algorithm of its host key, as in a HostKeyView
 */
export function fingerprintCommand(algorithm: string, os: CandidateView['os']): string {
  const file = `ssh_host_${kinds[algorithm] ?? 'ed25519'}_key.pub`;
  return os === 'windows' ? `ssh-keygen -lf C:\\ProgramData\\ssh\\${file}` : `ssh-keygen -lf /etc/ssh/${file}`;
}
