/** Brings agents to this version, each over its own tunnel. */
import type { Log } from '../../common/log.ts';
import type { Platform } from '../../contract/bundle.ts';
import type { Hardware } from '../../contract/hardware.ts';
import { refuse, toProblem } from '../../contract/problem.ts';
import { Listeners } from '../base/listeners.ts';
import { noSuchMachine } from '../base/no-such-machine.ts';
import type { Bundles } from '../installer/bundles/bundles.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { AgentLink } from '../link/agent-link.ts';
import type { LinkTo } from '../link/link-to.ts';

interface AgentUpdatesParts {
  readonly inventory: Inventory;
  readonly bundles: Pick<Bundles, 'find'>;
  readonly linkTo: LinkTo;
  readonly log: Log;
}

const platforms: Readonly<Record<string, Platform>> = {
  'linux x64': 'linux-x64',
  'win32 x64': 'win-x64',
  'darwin arm64': 'mac-arm64',
};

export class AgentUpdates {
  readonly #parts: AgentUpdatesParts;
  readonly #running = new Map<string, Promise<void>>();
  readonly #changed = new Listeners();
  readonly #closing = new AbortController();

  constructor(parts: AgentUpdatesParts) {
    this.#parts = parts;
  }

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  isUpdating(machineId: string): boolean {
    return this.#running.has(machineId);
  }

  /**
   * Begins, and returns at once; how it ends, the machine's notice says. A second wish while one runs changes nothing.
   * @throws ProblemError machine_not_found, machine_is_here, machine_not_connected, host_unsuitable
   */
  start(machineId: string): void {
    const { inventory, linkTo } = this.#parts;
    if (this.#running.has(machineId)) return;
    const machine = inventory.machine(machineId) ?? noSuchMachine();
    if (machine.local) {
      refuse('machine_is_here', 'The agent of this PC is part of the office’s own program.', {
        action: 'Update the office’s program on this PC.',
      });
    }
    const link = linkTo(machineId) ?? refuse('machine_not_connected', `${machine.name} is not connected.`);
    const platform = platformOf(machine.hardware);
    inventory.notice(machineId, 'update', null);
    const running = this.#bring(machineId, platform, link).finally(() => {
      this.#running.delete(machineId);
      this.#changed.call();
    });
    this.#running.set(machineId, running);
    this.#changed.call();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#running.values());
  }

  async #bring(machineId: string, platform: Platform, link: AgentLink): Promise<void> {
    const { bundles, inventory, log } = this.#parts;
    const { signal } = this.#closing;
    try {
      const { version, sha256, size, file } = await bundles.find(platform, { signal });
      const bulk = await link.bulk(signal);
      await bulk.update({ version, sha256, sizeBytes: size, file }, { signal });
      log.info({ machineId, version }, 'a machine got a new agent');
    } catch (error) {
      if (signal.aborted) return;
      log.warn({ err: error, machineId }, 'a machine could not be updated');
      const { message, action } = toProblem(error);
      inventory.notice(machineId, 'update', {
        reason: `The update failed. ${message}`,
        effect: 'The agent goes on as it was.',
        action,
      });
    }
  }
}

function platformOf(hardware: Hardware | null): Platform {
  const words = `${hardware?.platform} ${hardware?.arch}`;
  const sentence = hardware ? `There is no agent for ${words}.` : 'What kind of PC it is, is not known.';
  return platforms[words] ?? refuse('host_unsuitable', sentence, { action: 'Install the agent there anew.' });
}
