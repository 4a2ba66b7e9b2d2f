/** The service that this agent is on its PC, when it is one: it can be replaced by another version, and removed. */
import { version } from '../common/version.ts';
import type { Log } from '../common/log.ts';
import type { TakeUpdate } from './link/bulk-api.ts';
import { findInstalledService, type InstalledService } from './service/installed-service.ts';
import { managerFor } from './service/manager-for.ts';
import { hostShell } from './service/shell.ts';
import { UpdateWatch } from './service/update-watch.ts';

interface OwnServiceOptions {
  readonly dataDir: string;
  readonly host: NodeJS.Process;
  /** Ends the agent with this exit code. */
  readonly end: (exitCode: number) => void;
  readonly log: Log;
}

export class OwnService {
  /** Null when nobody would start the agent again. */
  readonly update: TakeUpdate | null;
  readonly #service: InstalledService | null;
  readonly #watch: UpdateWatch | null;

  constructor({ dataDir, host, end, log }: OwnServiceOptions) {
    const uid = host.getuid?.() ?? null;
    const shell = hostShell(host.env, uid);
    const say = (line: string): void => log.info(line);
    const service = findInstalledService(dataDir, {
      shell,
      managerFor: ({ kind }) => managerFor(kind, shell, say, uid),
      end,
    });
    this.#service = service;
    this.update = service && ((...bundle) => service.update(...bundle));
    this.#watch =
      service &&
      new UpdateWatch({
        dataDir,
        version,
        goBack: (previous) => service.goBack(previous),
        keepOnly: (kept) => service.keepOnly(kept),
      });
    this.#watch?.start();
  }

  /** The tunnel is open: this version works. */
  connected(): void {
    this.#watch?.connected();
  }

  /** Removes the agent from this PC, when it was installed as a service. @throws ProblemError install_failed */
  async uninstall(): Promise<void> {
    await this.#service?.uninstall();
  }

  close(): void {
    this.#watch?.close();
  }
}
