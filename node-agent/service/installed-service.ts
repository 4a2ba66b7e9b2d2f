/** The agent that runs, as the service that it is: what it does to its own installation. */
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { refuse } from '../../contract/problem.ts';
import { checkContent, readContent } from './check-content.ts';
import { type InstallRecord, readInstallRecord } from './install-record.ts';
import { takePlace } from './place-bundle.ts';
import { receiveFile } from './receive-file.ts';
import type { ServiceManager } from './service-manager.ts';
import type { Shell } from './shell.ts';
import { unpackBundle } from './unpack-bundle.ts';
import { beginUpdate } from './update-state.ts';
import { Versions } from './versions.ts';

/** The service manager starts the agent again, in the version that is then in use. */
const restartExitCode = 75;

interface InstalledServiceParts {
  readonly record: InstallRecord;
  readonly manager: ServiceManager;
  readonly shell: Shell;
  /** Ends the agent with this exit code, after what it answers was sent. */
  readonly end: (exitCode: number) => void;
}

export class InstalledService {
  readonly #parts: InstalledServiceParts;
  readonly #versions: Versions;
  #updating = false;

  constructor(parts: InstalledServiceParts) {
    this.#parts = parts;
    this.#versions = new Versions(parts.record.root);
  }

  /** Removes the agent and all its data from this PC; the agent is ended by it. @throws ProblemError install_failed */
  async uninstall(): Promise<void> {
    await this.#parts.manager.removeLater(this.#parts.record);
  }

  /**
   * Takes a bundle, tries it, puts it in use and ends the agent, which comes back as that version.
   * @param sha256 of the archive, hex
   * @param size of the archive in bytes
   * @throws ProblemError bundle_damaged, disk_full, install_failed: nothing has changed then
   */
  async update(version: string, sha256: string, size: number, stream: Readable, signal: AbortSignal): Promise<void> {
    if (this.#updating) refuse('install_failed', 'Another update is being taken in.');
    this.#updating = true;
    const incoming = path.join(this.#versions.folder, '.incoming');
    try {
      const target = this.#versions.folderOf(version);
      rmSync(incoming, { recursive: true, force: true });
      mkdirSync(incoming, { mode: 0o755 });
      const archive = path.join(incoming, 'bundle.tar.gz');
      await receiveFile({ stream, file: archive, sha256, size, signal });
      const content = path.join(incoming, 'content');
      await unpackBundle(archive, content, signal);
      rmSync(archive);
      await this.#check(content, version, signal);
      takePlace(content, target);
      // The same version made anew replaces itself: there is none to go back to.
      const previous = this.#versions.current();
      if (previous !== null && previous !== version) beginUpdate(this.#parts.record.data, { version, previous });
      this.#versions.switchTo(version);
    } finally {
      rmSync(incoming, { recursive: true, force: true });
      this.#updating = false;
    }
    this.#parts.end(restartExitCode);
  }

  /** Goes back to the version before, and ends the agent. */
  goBack(previous: string): void {
    if (!this.#versions.has(previous)) return;
    this.#versions.switchTo(previous);
    this.#parts.end(restartExitCode);
  }

  /** The version in use has proved itself: what lies beside it is removed. */
  keepOnly(version: string): void {
    this.#versions.removeOthers([version]);
  }

  async #check(folder: string, version: string, signal: AbortSignal): Promise<void> {
    const content = readContent(folder);
    if (content.version !== version) {
      refuse('bundle_damaged', `The bundle holds version ${content.version} instead of ${version}.`);
    }
    await checkContent(folder, content, signal);
    const node = path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    chmodSync(node, 0o755);
    const tried = await this.#parts.shell.run(node, [path.join(folder, 'agent', 'node-agent.mjs'), '--version']);
    if (tried.code !== 0 || tried.stdout.trim() !== version) {
      const said = (tried.stderr.trim() || tried.stdout.trim() || `exit code ${tried.code}`).slice(0, 300);
      refuse('install_failed', `Version ${version} does not start on this PC: ${said}`);
    }
  }
}

interface FindOptions extends Omit<InstalledServiceParts, 'record' | 'manager'> {
  readonly managerFor: (record: InstallRecord) => ServiceManager;
}

/** The service that the agent of this data folder is; null when it is none. */
export function findInstalledService(dataDir: string, { managerFor, ...parts }: FindOptions): InstalledService | null {
  const record = readInstallRecord(dataDir);
  return record && new InstalledService({ ...parts, record, manager: managerFor(record) });
}
