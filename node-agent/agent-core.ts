/** What every agent does, whatever is around it: replicas, devices and the tunnel, and who calls whom. */
import type { Log } from '../common/log.ts';
import { unlessAborted } from '../common/unless-aborted.ts';
import { version } from '../common/version.ts';
import { agentProtocol, type AgentHello, type AgentReport, type OfficeNote } from '../contract/agent-api.ts';
import type { Gpu, Hardware } from '../contract/hardware.ts';
import type { Engine } from './engine/engine.ts';
import { type DemoFile, DeviceProbe } from './hardware/device-probe.ts';
import type { HeldMemory } from './base/held-memory.ts';
import { AgentApi } from './link/agent-api.ts';
import { BulkApi, type TakeUpdate } from './link/bulk-api.ts';
import type { SessionServers } from './link/office-connection.ts';
import { pause } from './base/pause.ts';
import { devicesFor } from './replicas/devices-for.ts';
import type { ReplicaHome } from './replicas/managed-replica.ts';
import { ReplicaSet } from './replicas/replica-set.ts';

/** The devices of this machine as they become known. */
interface Devices {
  readonly known: Promise<void>;
  /** @param held what our replicas hold now */
  gpus(held: HeldMemory): Gpu[];
  /** @param held asked at each look at the devices */
  run(held: () => HeldMemory, onChange: () => void, signal: AbortSignal): Promise<void>;
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
  readonly locate: ReplicaHome['locate'];
  /** Null: it is not on this machine. */
  readonly demoModel: (signal: AbortSignal) => Promise<DemoFile | null>;
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
    const { engine, locate, demoModel, drainMs, log } = options;
    this.#probe = new DeviceProbe({ engine, demoModel, onChange: () => this.#changed(), log });
    this.#replicas = new ReplicaSet({
      engine,
      locate,
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
    const { devices, office, update, log } = this.#options;
    const api = new AgentApi(
      {
        hello: () => this.#hello(),
        report: () => this.#report(),
        onChange: (listener) => this.#onChange(listener),
        busy: () => this.#replicas.busy,
        put: (spec) => this.#replicas.put(spec),
        drop: (id) => this.#replicas.drop(id),
        generate: (id, request, gone) => this.#replicas.generate(id, request, gone),
        office: (note) => office.note(note),
        openBulk: () => office.openBulk(),
        probe: (request, gone) => this.#probe.probe(request, this.#gpus(), AbortSignal.any([gone, signal])),
        leave: () => void this.#leave(signal),
      },
      log,
    );
    const files = new BulkApi(update, log);
    try {
      await Promise.all([
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
    return { gpus: this.#gpus(), replicas: this.#replicas.reports() };
  }

  #hello(): AgentHello {
    const { machineId, hardware } = this.#options;
    return { protocol: agentProtocol, agentVersion: version, machineId, hardware, ...this.#report() };
  }

  #onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    const stop = this.#replicas.onChange(listener);
    return () => {
      this.#listeners.delete(listener);
      stop();
    };
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
