import type { CandidateView } from '../../../../contract/control-machines.ts';

const files: Readonly<Record<string, string>> = { 'ssh-ed25519': 'ed25519', 'ssh-rsa': 'rsa' };

/** What shows a PC's own fingerprint on its screen. */
export function fingerprintCommand(algorithm: string, os: CandidateView['os']): string {
  const kind =
    files[algorithm] ?? (algorithm.startsWith('ecdsa') ? 'ecdsa' : algorithm.startsWith('rsa') ? 'rsa' : 'ed25519');
  const file = `ssh_host_${kind}_key.pub`;
  return os === 'windows' ? `ssh-keygen -lf C:\\ProgramData\\ssh\\${file}` : `ssh-keygen -lf /etc/ssh/${file}`;
}
