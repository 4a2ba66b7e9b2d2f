/** What every agent does, whatever is around it: replicas, devices and the tunnel, and who calls whom. */
import type { Log } from '../common/log.ts';
import { unlessAborted } from '../common/unless-aborted.ts';
import { version } from '../common/version.ts';
import { agentProtocol, type AgentHello, type AgentReport, type OfficeNote } from '../contract/agent-api.ts';
import type { Gpu, Hardware } from '../contract/hardware.ts';
import { refuse } from '../contract/problem.ts';
import type { Engine } from './engine/engine.ts';
import { type DemoFile, DeviceProbe } from './hardware/device-probe.ts';
import type { HeldMemory } from './base/held-memory.ts';
import { AgentApi } from './link/agent-api.ts';
import { BulkApi, type TakeFile, type TakeUpdate } from './link/bulk-api.ts';
import type { SessionServers } from './link/office-connection.ts';
import { pause } from './base/pause.ts';
import { devicesFor } from './replicas/devices-for.ts';
import type { ReplicaFiles } from './replicas/managed-replica.ts';
import { ReplicaSet } from './replicas/replica-set.ts';

/** The devices of this machine as they become known. */
interface Devices {
  readonly known: Promise<void>;
  /** @param held what our replicas hold now */
  gpus(held: HeldMemory): Gpu[];
  /** @param held asked at each look at the devices */
  run(held: () => HeldMemory, onChange: () => void, signal: AbortSignal): Promise<void>;
}

/** The model files of this machine. */
export interface ModelFiles extends ReplicaFiles {
  /** What lies here, and how much room there is: the same objects while nothing changes. */
  report(): Required<Pick<AgentReport, 'files' | 'disk'>>;
  onChange(listener: () => void): () => void;
  /** Looks at what lies here, until the abort. */
  run(signal: AbortSignal): Promise<void>;
  take: TakeFile;
  /** @param reason for those who wait for the file */
  drop(sha256: string, reason: string): Promise<void>;
  /** Null: it is not on this machine. */
  demoModel(signal: AbortSignal): Promise<DemoFile | null>;
}

/** The machine's place in its office. */
interface OfficeTies {
  /** Stays connected until the abort. */
  run(servers: SessionServers, signal: AbortSignal): Promise<void>;
  note(note: OfficeNote): void;
  openBulk(): void;
}

interface AgentCoreOptions {
  readonly machineId: string;
  readonly hardware: Hardware;
  readonly engine: Engine;
  readonly devices: Devices;
  readonly models: ModelFiles;
  readonly office: OfficeTies;
  /** Null for an agent that is no service of its PC. */
  readonly update: TakeUpdate | null;
  /** The office let this machine go, and its replicas have ended. */
  readonly onLeft: () => void;
  readonly drainMs: number;
  readonly log: Log;
}

/** The agent without its surroundings (files, process, parent): replicas, devices and the tunnel. */
export class AgentCore {
  readonly #options: AgentCoreOptions;
  readonly #replicas: ReplicaSet;
  readonly #probe: DeviceProbe;
  readonly #listeners = new Set<() => void>();
  #leaving = false;

  constructor(options: AgentCoreOptions) {
    this.#options = options;
    const { engine, models, drainMs, log } = options;
    const demoModel = (signal: AbortSignal) => models.demoModel(signal);
    this.#probe = new DeviceProbe({ engine, demoModel, onChange: () => this.#changed(), log });
    this.#replicas = new ReplicaSet({
      engine,
      files: models,
      devices: async (gpuIds, signal) => {
        await unlessAborted(options.devices.known, signal);
        return devicesFor(gpuIds, this.#gpus());
      },
      drainMs,
      log,
    });
  }

  /** Serves until the abort; then ends the replicas and returns. */
  async run(signal: AbortSignal): Promise<void> {
    const { devices, models, office, update, log } = this.#options;
    const api = new AgentApi(
      {
        hello: () => this.#hello(),
        report: () => this.#report(),
        onChange: (listener) => this.#onChange(listener),
        busy: () => this.#replicas.busy,
        put: (spec) => this.#replicas.put(spec),
        drop: (id) => this.#replicas.drop(id),
        generate: (id, request, gone) => this.#replicas.generate(id, request, gone),
        embed: (id, request, gone) => this.#replicas.embed(id, request, gone),
        office: (note) => office.note(note),
        openBulk: () => office.openBulk(),
        probe: (request, gone) => this.#probe.probe(request, this.#gpus(), AbortSignal.any([gone, signal])),
        dropFile: (sha256, reason) => this.#dropFile(sha256, reason),
        leave: () => void this.#leave(signal),
      },
      log,
    );
    const files = new BulkApi({ update, takeFile: (...file) => models.take(...file), log });
    try {
      await Promise.all([
        models.run(signal),
        devices.run(
          () => this.#heldMemory(),
          () => this.#changed(),
          signal,
        ),
        office.run({ talk: (session) => api.serve(session), bulk: (session) => files.serve(session) }, signal),
      ]);
    } finally {
      await this.#replicas.close();
    }
  }

  /** The graphics cards, once they are known or that took too long. */
  async cards(withinMs: number, signal: AbortSignal): Promise<Gpu[]> {
    const { known } = this.#options.devices;
    const enough = new AbortController();
    const waited = pause(withinMs, AbortSignal.any([signal, enough.signal]));
    await Promise.race([known, waited]);
    enough.abort();
    return this.#gpus().filter(({ backend, software }) => backend !== 'cpu' && !software);
  }

  async #dropFile(sha256: string, reason: string): Promise<void> {
    if (this.#replicas.uses(sha256)) refuse('file_in_use', 'A replica of this machine has the file open.');
    await this.#options.models.drop(sha256, reason);
  }

  /** Ends the replicas in order, answers that are being written first, and then says so. */
  async #leave(signal: AbortSignal): Promise<void> {
    if (this.#leaving) return;
    this.#leaving = true;
    this.#options.log.info('the office lets this machine go');
    await this.#replicas.drain(signal);
    this.#options.onLeft();
  }

  #gpus(): Gpu[] {
    return this.#options.devices.gpus(this.#heldMemory());
  }

  /** What is held by replicas; where a device is probed, its memory moves, too. */
  #heldMemory(): HeldMemory {
    const held = this.#replicas.heldMemory();
    const { device } = this.#probe;
    return device === null ? held : { ...held, moving: new Set([...held.moving, device]) };
  }

  #report(): AgentReport {
    return { gpus: this.#gpus(), replicas: this.#replicas.reports(), ...this.#options.models.report() };
  }

  #hello(): AgentHello {
    const { machineId, hardware } = this.#options;
    return { protocol: agentProtocol, agentVersion: version, machineId, hardware, ...this.#report() };
  }

  #onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    const stops = [this.#replicas, this.#options.models].map((one) => one.onChange(listener));
    return () => {
      this.#listeners.delete(listener);
      for (const stop of stops) stop();
    };
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
