/** Windows: the user's Run key starts the agent's launcher at the logon. Files, launcher and key are its installer's work. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { refuse } from '../../contract/problem.ts';
import type { InstallRecord } from './install-record.ts';
import type { ServiceManager } from './service-manager.ts';

export class WindowsRunKey implements ServiceManager {
  prepare(): Promise<void> {
    return refuse('install_failed', 'On Windows the agent is installed by its installer, aivailable-agent.exe.');
  }

  start(): Promise<void> {
    return this.prepare();
  }

  async remove(record: InstallRecord, purge: boolean): Promise<void> {
    await this.#uninstall(record, purge ? [] : ['/KEEP']);
  }

  release(): Promise<void> {
    return Promise.resolve();
  }

  async removeLater(record: InstallRecord): Promise<void> {
    await this.#uninstall(record, []);
  }

  /** Ends the agent itself, then removes all of it, or all but its data. */
  async #uninstall({ root }: InstallRecord, options: readonly string[]): Promise<void> {
    const uninstaller = path.join(root, 'uninstall.exe');
    if (!existsSync(uninstaller)) refuse('install_failed', `${uninstaller} is missing.`);
    spawn(uninstaller, ['/S', ...options], { cwd: path.parse(root).root, detached: true, stdio: 'ignore' }).unref();
  }
}
