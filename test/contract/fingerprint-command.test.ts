import { expect, it } from 'vitest';
import { fingerprintCommand } from '../../contract/fingerprint-command.ts';

it('shows the key of the kind that the PC showed, where its system keeps it', () => {
  expect(fingerprintCommand('ED25519', 'linux')).toBe('ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub');
  expect(fingerprintCommand('ECDSA', null)).toBe('ssh-keygen -lf /etc/ssh/ssh_host_ecdsa_key.pub');
  expect(fingerprintCommand('RSA', 'windows')).toBe(String.raw`ssh-keygen -lf C:\ProgramData\ssh\ssh_host_rsa_key.pub`);
});
