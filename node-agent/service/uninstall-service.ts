/** Takes the agent off this PC. */
import { rmSync } from 'node:fs';
import type { InstallRecord } from './install-record.ts';
import { removeInstallRecord } from './install-record.ts';
import { removeEmptyFolders } from './made-folders.ts';
import type { ServiceManager } from './service-manager.ts';
import { Versions } from './versions.ts';

/**
 * Ends the agent and removes what the installation made.
 * @param purge its data too: its identity, its office and its models. Otherwise they stay for the next installation
 */
export async function uninstallService(record: InstallRecord, manager: ServiceManager, purge: boolean): Promise<void> {
  await manager.remove(record, purge);
  // There the installer's own uninstaller does the rest, when this process has ended.
  if (record.kind === 'windows') return;
  const versions = new Versions(record.root);
  versions.switchTo(null);
  rmSync(versions.folder, { recursive: true, force: true });
  if (purge) rmSync(record.data, { recursive: true, force: true, maxRetries: 5 });
  else removeInstallRecord(record.data);
  removeEmptyFolders(record.made.folders);
  await manager.release(record);
}
