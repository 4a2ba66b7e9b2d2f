import type { OfficeBackup } from '../../contract/office-backup.ts';

/** How many of what a backup has. */
export interface KeptCounts {
  readonly machines: number;
  /** Without who sits at the coordinator's own PC, and without those who may come in no more. */
  readonly people: number;
  readonly keys: number;
  readonly models: number;
}

export function keptCounts({ ledger: { tables }, modelFiles }: OfficeBackup): KeptCounts {
  const { machines = [], people = [], keys = [] } = tables;
  return {
    machines: machines.length,
    people: people.filter((one) => one['revoked_at'] === null).length,
    keys: keys.filter((one) => one['revoked_at'] === null).length,
    models: new Set(modelFiles.map(({ model }) => model)).size,
  };
}
