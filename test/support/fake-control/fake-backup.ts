import type { OfficeState } from '../../../contract/control-api.ts';
import type { OfficeBackup } from '../../../contract/office-backup.ts';

/** A scripted office as a file: with its machines, and with keys that open nothing. */
export const fakeBackup = ({ office, machines }: OfficeState): OfficeBackup => ({
  format: 'aivailable-backup/3',
  madeAt: Date.now(),
  officeName: office.name,
  identity: { key: 'a secret key', certificate: 'a certificate' },
  ca: null,
  settings: {},
  modelFiles: [],
  ledger: {
    version: 1,
    tables: {
      machines: machines
        .filter(({ thisPc }) => !thisPc)
        .map(({ id, name }) => ({ id, name, certificate: 'a certificate', fingerprint: 'ab'.repeat(32) })),
    },
  },
});
