import type { Applicant } from '../../../contract/enrolment.ts';

/** A machine that wants to join, as it says itself. */
export const anApplicant = (changes: Partial<Applicant> = {}): Applicant => ({
  machineId: '3f9c2a71-d04b-4e86-9b1f-000000000001',
  hostName: 'studio-1.office.lan',
  platform: 'linux',
  osName: 'Debian 12',
  agentVersion: '0.1.0',
  cards: ['GTX 1650, 4 GB'],
  ...changes,
});
