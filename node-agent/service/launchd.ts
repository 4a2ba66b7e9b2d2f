/** launchd, macOS's service manager, for one user. */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { refuse } from '../../contract/problem.ts';
import { detachedUninstall } from './detached-uninstall.ts';
import type { InstallRecord } from './install-record.ts';
import { launchAgent } from './launch-agent.ts';
import { makeFolders } from './made-folders.ts';
import { launchdLabel, type Place } from './place.ts';
import type { ServiceManager } from './service-manager.ts';
import type { Shell } from './shell.ts';

export class Launchd implements ServiceManager {
  readonly #shell: Shell;
  /** launchd's name for this user's session: "gui/501". */
  readonly #domain: string;

  constructor(shell: Shell, uid: number) {
    this.#shell = shell;
    this.#domain = `gui/${uid}`;
  }

  async prepare({ units }: Place, record: InstallRecord): Promise<void> {
    record.made.folders.push(...makeFolders(units ?? ''));
  }

  async start(place: Place, coordinators: readonly string[]): Promise<void> {
    const file = plistIn(place.units ?? '');
    writeFileSync(file, launchAgent(place, coordinators), { mode: 0o644 });
    await this.#shell.run('launchctl', ['bootout', `${this.#domain}/${launchdLabel}`]);
    const { code, stderr } = await this.#shell.run('launchctl', ['bootstrap', this.#domain, file]);
    if (code !== 0) refuse('install_failed', `launchd did not take the agent: ${stderr.trim() || `exit code ${code}`}`);
  }

  async remove({ units }: InstallRecord): Promise<void> {
    await this.#shell.run('launchctl', ['bootout', `${this.#domain}/${launchdLabel}`]);
    if (units !== null) rmSync(plistIn(units), { force: true });
  }

  release(): Promise<void> {
    return Promise.resolve();
  }

  async removeLater(record: InstallRecord): Promise<void> {
    detachedUninstall(record);
  }
}

const plistIn = (units: string): string => path.join(units, `${launchdLabel}.plist`);
