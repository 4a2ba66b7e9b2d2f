/** The record of an installation for all users, as root may act on it. Pure. */
import path from 'node:path';
import type { InstallRecord } from './install-record.ts';
import type { Place } from './place.ts';

/**
 * The record lies in the agent's own data, where the agent can write what it likes, and root does what stands in it: so where
 * things are is taken from `place`, and of the folders only those that lead there.
 */
export function systemRecord(record: InstallRecord, place: Place): InstallRecord {
  const { kind, root, data, units } = place;
  const ends = [path.join(root, 'versions'), data, path.join(units ?? '', 'multi-user.target.wants')];
  const leadsThere = (folder: string): boolean => ends.some((end) => `${end}/`.startsWith(`${path.resolve(folder)}/`));
  return {
    ...record,
    kind,
    root,
    data,
    units,
    made: { ...record.made, folders: record.made.folders.filter(leadsThere) },
  };
}
