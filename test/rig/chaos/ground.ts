/** The office that chaos happens in: a coordinator and PCs with agents, each with a disk and a clock of its own. */
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { demoModel } from '../../../common/demo-model.ts';
import { demoFile } from '../../support/demo-spec.ts';
import { withoutMesa } from '../../support/mesa.ts';
import { processesOn } from '../../support/processes-on.ts';
import { RigFleet } from '../../support/rig-fleet.ts';
import { officeHost, type RigOffice } from '../../support/rig-office.ts';
import { PcClock } from '../pc-clock.ts';
import type { Pc } from '../pc.ts';
import type { Rig } from '../rig.ts';
import { SmallDisk } from '../small-disk.ts';
import { AgentService } from './agent-service.ts';
import type { Way } from './ask.ts';
import { coordinatorsPc } from './draw-faults.ts';
import { isWhole } from './health.ts';
import type { DeviceKind } from './judge.ts';

export interface GroundWishes {
  readonly pcs: number;
  /** The last of them compute on Mesa's software device. */
  readonly softwareGpus: number;
  /** How many replicas of the demo model shall be ready. */
  readonly replicas: number;
  /** Keys that ask. */
  readonly callers: number;
  /** Whether clocks can jump: that needs libfaketime. */
  readonly clocks: boolean;
}

const NewKey = z.object({ key: z.string() });
const diskMegabytes = { agent: 32, coordinator: 128 };

export class Ground {
  readonly fleet: RigFleet;
  readonly replicas: number;
  /** By the PC's name. */
  readonly disks: ReadonlyMap<string, SmallDisk>;
  readonly clocks: ReadonlyMap<string, PcClock>;
  readonly services: ReadonlyMap<string, AgentService>;
  readonly #softwareGpus: ReadonlySet<string>;
  readonly #keys: readonly string[];
  /** The coordinator was ended, and not everything is as it was yet. */
  isCut = false;

  private constructor(
    parts: Pick<Ground, 'fleet' | 'replicas' | 'disks' | 'clocks' | 'services'> & {
      softwareGpus: ReadonlySet<string>;
      keys: readonly string[];
    },
  ) {
    this.fleet = parts.fleet;
    this.replicas = parts.replicas;
    this.disks = parts.disks;
    this.clocks = parts.clocks;
    this.services = parts.services;
    this.#softwareGpus = parts.softwareGpus;
    this.#keys = parts.keys;
  }

  static async open({ pcs, softwareGpus, replicas, callers, clocks: withClocks }: GroundWishes): Promise<Ground> {
    if (softwareGpus > 0 && withoutMesa()) throw new Error('Install mesa-vulkan-drivers and libvulkan1.');
    const disks = new Map<string, SmallDisk>();
    const clocks = new Map<string, PcClock>();
    const services = new Map<string, AgentService>();
    const cards = new Set<string>();
    const envOf = (rig: Rig, name: string): NodeJS.ProcessEnv => {
      if (!withClocks) return process.env;
      const clock = new PcClock(path.join(rig.folder, `clock-${name}`));
      clocks.set(name, clock);
      return { ...process.env, ...clock.env };
    };
    const fleet = await RigFleet.open((rig) => ({
      env: envOf(rig, coordinatorsPc),
      prepare: async (dataDir) =>
        void disks.set(coordinatorsPc, await SmallDisk.make(dataDir, diskMegabytes.coordinator)),
    }));
    try {
      for (let number = 1; number <= pcs; number += 1) {
        const pc = await fleet.rig.addPc(number);
        const hasCard = number > pcs - softwareGpus;
        if (hasCard) cards.add(pc.name);
        // The software device would take all cores.
        const env = { ...envOf(fleet.rig, pc.name), LP_NUM_THREADS: '1' };
        const agent = fleet.agentOn(pc, env);
        disks.set(pc.name, await SmallDisk.make(agent.dataDir, diskMegabytes.agent));
        putModel(agent.dataDir);
        await agent.join(await fleet.newToken(), fleet.address);
        const words = ['--max-threads', '1', ...(hasCard ? ['--allow-software-gpu'] : [])];
        services.set(pc.name, new AgentService(agent, words));
      }
      for (const service of services.values()) service.switchOn();
      for (const name of services.keys()) await fleet.office.serving(name);
      await fleet.office.until('each card is known', ({ machines }) =>
        machines.every(({ name, gpus }) =>
          gpus.some(({ backend, usable }) => usable && (!cards.has(name) || backend === 'vulkan')),
        ),
      );
      for (const { id, name } of (await fleet.office.state()).machines) {
        // What a PC with a card computes, its card computes.
        if (cards.has(name)) await fleet.office.control('PATCH', `/control/machines/${id}`, { limits: { cpu: 0 } });
      }
      const keys: string[] = [];
      for (let number = 1; number <= callers; number += 1) {
        keys.push(NewKey.parse(JSON.parse(await fleet.office.command('key', 'new', `caller ${number}`, '--json'))).key);
      }
      return new Ground({ fleet, replicas, disks, clocks, services, softwareGpus: cards, keys });
    } catch (error) {
      await closeFleet(fleet, disks);
      throw error;
    }
  }

  get office(): RigOffice {
    return this.fleet.office;
  }

  /** Names of the PCs that joined. */
  get pcs(): readonly string[] {
    return [...this.services.keys()];
  }

  pc(name: string): Pc {
    const pc = this.fleet.rig.pcs.find((one) => one.name === name);
    if (!pc) throw new Error(`there is no ${name}`);
    return pc;
  }

  way(caller: number): Way {
    return { socket: this.office.socket, host: officeHost, key: this.#keys[caller] ?? '' };
  }

  kindOf(machine: string): DeviceKind {
    return this.#softwareGpus.has(machine) ? 'software GPU' : 'processor';
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

  close(): Promise<void> {
    for (const service of this.services.values()) service.forget();
    return closeFleet(this.fleet, this.disks);
  }
}

/** The demo model on the PC's own disk, beside the one that came with the agent. */
function putModel(dataDir: string): void {
  const folder = path.join(dataDir, 'models');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  copyFileSync(demoFile, path.join(folder, `${demoModel.sha256}.gguf`));
}

async function closeFleet(fleet: RigFleet, disks: ReadonlyMap<string, SmallDisk>): Promise<void> {
  for (const pc of fleet.rig.pcs) await pc.powerCut();
  for (const disk of disks.values()) await disk.remove();
  await fleet.close();
}
