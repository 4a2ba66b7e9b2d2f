/** A CA of a test's own, and certificates by it. */
import { madeCertificate, type KeyAndCertificate } from '../../main/certificates/made-certificate.ts';

const dayMs = 86_400_000;
const soon = () => ({ from: new Date(Date.now() - dayMs), until: new Date(Date.now() + 30 * dayMs) });

export const makeTestCa = (): Promise<KeyAndCertificate> =>
  madeCertificate({ name: 'Test CA', ...soon(), vouchesFor: [] });

export const issueForThisPc = (ca: KeyAndCertificate): Promise<KeyAndCertificate> =>
  madeCertificate({ name: 'localhost', ...soon(), ca, names: ['localhost'], addresses: ['127.0.0.1'] });
