/** What faults and judges ask of the office that chaos happens in. */
import { demoModel } from '../../../common/demo-model.ts';
import { processesOn } from '../../support/processes-on.ts';
import type { RigFleet } from '../../support/rig-fleet.ts';
import { officeHost, type RigOffice } from '../../support/rig-office.ts';
import type { PcClock } from '../pc-clock.ts';
import type { Pc } from '../pc.ts';
import type { SmallDisk } from '../small-disk.ts';
import type { AgentService } from './agent-service.ts';
import type { Way } from './ask.ts';
import { coordinatorsPc } from './draw-faults.ts';
import { isWhole } from './health.ts';
import type { DeviceKind } from './judge.ts';
import type { ChaosOffice } from './set-up.ts';

export class Ground {
  readonly #parts: ChaosOffice;
  /** How many of the demo model shall be ready. */
  readonly replicas: number;
  /** The coordinator was ended, and not everything is as it was yet. */
  isCut = false;

  constructor(parts: ChaosOffice, replicas: number) {
    this.#parts = parts;
    this.replicas = replicas;
  }

  get fleet(): RigFleet {
    return this.#parts.fleet;
  }

  get office(): RigOffice {
    return this.fleet.office;
  }

  /** Names of the PCs that joined. */
  get pcs(): readonly string[] {
    return [...this.services.keys()];
  }

  /** Agents of the PCs that joined, by the PC's name. */
  get services(): ReadonlyMap<string, AgentService> {
    return this.#parts.services;
  }

  pc(name: string): Pc {
    const pc = this.fleet.rig.pcs.find((one) => one.name === name);
    if (!pc) throw new Error(`there is no ${name}`);
    return pc;
  }

  disk(name: string): SmallDisk {
    const disk = this.#parts.disks.get(name);
    if (!disk) throw new Error(`${name} has no disk of its own`);
    return disk;
  }

  clock(name: string): PcClock {
    const clock = this.#parts.clocks.get(name);
    if (!clock) throw new Error(`${name} has no clock of its own`);
    return clock;
  }

  way(caller: number): Way {
    return { socket: this.office.socket, host: officeHost, key: this.#parts.keys[caller] ?? '' };
  }

  kindOf(machine: string): DeviceKind {
    return this.#parts.softwareGpus.has(machine) ? 'software GPU' : 'processor';
  }

  /** A machine of each kind of device. */
  get oneOfEach(): ReadonlyMap<DeviceKind, string> {
    return new Map(this.pcs.map((name) => [this.kindOf(name), name]));
  }

  /** Lets as many replicas of the demo model run as wished, on all machines, and waits until they do. @returns where they run */
  async serve(): Promise<string[]> {
    for (const { id } of (await this.office.state()).machines) {
      await this.office.control('PATCH', `/control/machines/${id}`, { paused: false });
    }
    await this.office.command('model', 'deploy', demoModel.name, '--replicas', `${this.replicas}-${this.replicas}`);
    return this.office.until(
      'all is ready',
      (state) => isWhole(state, this.replicas) && state.models.flatMap(({ readyOn }) => readyOn),
    );
  }

  /** The first of these PCs that has a replica now, else the first. */
  async firstWithReplica(order: readonly string[]): Promise<string> {
    for (const name of order) if ((await this.runnersOn(name)).length > 0) return name;
    return order[0] ?? coordinatorsPc;
  }

  runnersOn(name: string): Promise<number[]> {
    return processesOn(this.pc(name), 'llama-runner');
  }

  agentsOn(name: string): Promise<number[]> {
    return processesOn(this.pc(name), 'node-agent.mjs run');
  }

  coordinators(): Promise<number[]> {
    return processesOn(this.pc(coordinatorsPc), 'aivailable.mjs start');
  }
}
