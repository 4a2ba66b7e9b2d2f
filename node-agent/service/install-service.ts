/** Installs the agent as a service of its system: each step can be taken back, and is when a later one fails. */
import { rmSync } from 'node:fs';
import {
  emptyRecord,
  type InstallRecord,
  readInstallRecord,
  removeInstallRecord,
  writeInstallRecord,
} from './install-record.ts';
import { makeFolders, removeEmptyFolders } from './made-folders.ts';
import { placeBundle } from './place-bundle.ts';
import type { Place } from './place.ts';
import type { ServiceManager } from './service-manager.ts';
import { systemRecord } from './system-record.ts';
import { Versions } from './versions.ts';

interface InstallOptions {
  readonly place: Place;
  /** The unpacked bundle. */
  readonly bundle: string;
  /** Where to ask, besides what is heard: "192.168.10.12:8421". */
  readonly coordinators: readonly string[];
  readonly manager: ServiceManager;
}

/**
 * Puts the bundle in its place and starts it. An installation that is there already is brought to this version and keeps its data.
 * @returns the installed version
 * @throws ProblemError install_failed, bundle_damaged; then everything is as it was
 */
export async function installService({ place, bundle, coordinators, manager }: InstallOptions): Promise<string> {
  await using undo = new AsyncDisposableStack();
  const found = readInstallRecord(place.data);
  const earlier = found && place.kind === 'systemd-system' ? systemRecord(found, place) : found;
  const record: InstallRecord = earlier ?? emptyRecord(place);
  const versions = new Versions(place.root);
  const before = versions.current();

  for (const [folder, mode] of [
    [versions.folder, 0o755],
    [place.data, 0o700],
  ] as const) {
    const made = makeFolders(folder, mode);
    record.made.folders.push(...made);
    undo.defer(() => removeEmptyFolders(made));
    // What a service that was just started has written there goes with it.
    if (made.includes(folder)) undo.defer(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  }

  const version = await placeBundle(bundle, versions);
  if (version !== before) undo.defer(() => rmSync(versions.folderOf(version), { recursive: true, force: true }));
  versions.switchTo(version);
  undo.defer(() => versions.switchTo(before));

  undo.defer(() => takeBack(manager, place, coordinators, earlier ?? record, earlier !== null));
  await manager.prepare(place, record);
  // Before the service starts: the agent reads it.
  writeInstallRecord(record);
  await manager.start(place, coordinators, record);
  versions.removeOthers([version]);
  undo.move();
  return version;
}

/** An earlier installation gets its service back; a new one leaves nothing. */
async function takeBack(
  manager: ServiceManager,
  place: Place,
  coordinators: readonly string[],
  record: InstallRecord,
  hadService: boolean,
): Promise<void> {
  if (hadService) return manager.start(place, coordinators, record).catch(() => undefined);
  await manager.remove(record, true);
  removeInstallRecord(record.data);
  removeEmptyFolders(record.made.folders);
  await manager.release(record);
}
