/** Sets up the office that chaos happens in: a coordinator and PCs with agents, each with a disk and a clock of its own. */
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { demoModel } from '../../../common/demo-model.ts';
import { demoFile } from '../../support/engine/demo-spec.ts';
import { withoutMesa } from '../../support/engine/mesa.ts';
import { RigFleet } from '../../support/rig-fleet.ts';
import { PcClock } from '../pc-clock.ts';
import type { Rig } from '../rig.ts';
import { SmallDisk } from '../small-disk.ts';
import { AgentService } from './agent-service.ts';
import { coordinatorsPc } from './draw-faults.ts';

export interface OfficeWishes {
  readonly pcs: number;
  /** The last of them compute on Mesa's software device. */
  readonly softwareGpus: number;
  /** Keys that ask. */
  readonly callers: number;
  /** Whether clocks can jump: that needs libfaketime. */
  readonly clocks: boolean;
}

const NewKey = z.object({ key: z.string() });
const diskMegabytes = { agent: 32, coordinator: 128 };

export class ChaosOffice {
  readonly fleet: RigFleet;
  /** By the PC's name. */
  readonly disks: ReadonlyMap<string, SmallDisk>;
  readonly clocks: ReadonlyMap<string, PcClock>;
  readonly services = new Map<string, AgentService>();
  readonly softwareGpus = new Set<string>();
  readonly keys: string[] = [];
  readonly #disks: Map<string, SmallDisk>;
  readonly #envOf: EnvOf;

  private constructor(
    fleet: RigFleet,
    disks: Map<string, SmallDisk>,
    clocks: ReadonlyMap<string, PcClock>,
    envOf: EnvOf,
  ) {
    this.fleet = fleet;
    this.disks = disks;
    this.clocks = clocks;
    this.#disks = disks;
    this.#envOf = envOf;
  }

  /** With every PC connected, its devices known and a key for each caller. */
  static async open({ pcs, softwareGpus, callers, clocks: withClocks }: OfficeWishes): Promise<ChaosOffice> {
    if (softwareGpus > 0 && withoutMesa()) throw new Error('Install mesa-vulkan-drivers and libvulkan1.');
    const disks = new Map<string, SmallDisk>();
    const clocks = new Map<string, PcClock>();
    const envOf: EnvOf = (rig, name) => {
      if (!withClocks) return process.env;
      const clock = new PcClock(path.join(rig.folder, `clock-${name}`));
      clocks.set(name, clock);
      return { ...process.env, ...clock.env };
    };
    const prepare = async (dataDir: string): Promise<void> => {
      disks.set(coordinatorsPc, await SmallDisk.make(dataDir, diskMegabytes.coordinator));
    };
    const fleet = await RigFleet.open((rig) => ({ env: envOf(rig, coordinatorsPc), prepare }));
    const office = new ChaosOffice(fleet, disks, clocks, envOf);
    try {
      for (let number = 1; number <= pcs; number += 1) await office.#addPc(number, number > pcs - softwareGpus);
      await office.#connect();
      await office.#makeKeys(callers);
    } catch (error) {
      await office.close();
      throw error;
    }
    return office;
  }

  async close(): Promise<void> {
    for (const service of this.services.values()) service.forget();
    await this.fleet.close();
  }

  async #addPc(number: number, hasCard: boolean): Promise<void> {
    const { rig } = this.fleet;
    const pc = await rig.addPc(number);
    if (hasCard) this.softwareGpus.add(pc.name);
    // The software device would take all cores.
    const agent = this.fleet.agentOn(pc, { ...this.#envOf(rig, pc.name), LP_NUM_THREADS: '1' });
    this.#disks.set(pc.name, await SmallDisk.make(agent.dataDir, diskMegabytes.agent));
    putModel(agent.dataDir);
    await agent.join(await this.fleet.newToken(), this.fleet.address);
    const words = ['--max-threads', '1', ...(hasCard ? ['--allow-software-gpu'] : [])];
    this.services.set(pc.name, new AgentService(agent, words));
  }

  async #connect(): Promise<void> {
    const { office } = this.fleet;
    for (const service of this.services.values()) service.switchOn();
    for (const name of this.services.keys()) await office.serving(name);
    const { machines } = await office.until('each device is known', (state) =>
      state.machines.every(({ name, gpus }) => {
        const backend = this.softwareGpus.has(name) ? 'vulkan' : 'cpu';
        return gpus.some((gpu) => gpu.usable && gpu.backend === backend);
      })
        ? state
        : null,
    );
    for (const { id, name } of machines) {
      // What a PC with a card computes, its card computes.
      if (this.softwareGpus.has(name)) await office.control('PATCH', `/control/machines/${id}`, { limits: { cpu: 0 } });
    }
  }

  async #makeKeys(callers: number): Promise<void> {
    for (let number = 1; number <= callers; number += 1) {
      const said = await this.fleet.office.command('key', 'new', `caller ${number}`, '--json');
      this.keys.push(NewKey.parse(JSON.parse(said)).key);
    }
  }
}

/** What the programs of a PC are started with. */
type EnvOf = (rig: Rig, name: string) => NodeJS.ProcessEnv;

/** The demo model on the PC's own disk, beside the one that came with the agent. */
function putModel(dataDir: string): void {
  const folder = path.join(dataDir, 'models');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  copyFileSync(demoFile, path.join(folder, `${demoModel.sha256}.gguf`));
}
