/** What every agent does, whatever is around it: replicas, devices and the tunnel, and who calls whom. */
import type { TLSSocket } from 'node:tls';
import type { Log } from '../common/log.ts';
import { version } from '../common/version.ts';
import { agentProtocol, type AgentHello, type AgentReport } from '../contract/agent-api.ts';
import type { Gpu, Hardware } from '../contract/hardware.ts';
import { aborted } from './aborted.ts';
import type { Engine } from './engine/engine.ts';
import type { HeldMemory } from './held-memory.ts';
import { AgentApi } from './link/agent-api.ts';
import { stayConnected } from './link/stay-connected.ts';
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

interface AgentCoreOptions {
  readonly machineId: string;
  readonly hardware: Hardware;
  readonly engine: Engine;
  readonly devices: Devices;
  readonly locate: ReplicaHome['locate'];
  readonly dial: (signal: AbortSignal) => Promise<TLSSocket>;
  readonly onConnected: (connected: boolean) => void;
  readonly drainMs: number;
  readonly log: Log;
}

/** The agent without its surroundings (files, process, parent): replicas, devices and the tunnel. */
export class AgentCore {
  readonly #options: AgentCoreOptions;
  readonly #replicas: ReplicaSet;
  readonly #listeners = new Set<() => void>();

  constructor(options: AgentCoreOptions) {
    this.#options = options;
    const { engine, locate, drainMs, log } = options;
    this.#replicas = new ReplicaSet({
      engine,
      locate,
      devices: async (gpuIds, signal) => {
        await Promise.race([options.devices.known, aborted(signal)]);
        signal.throwIfAborted();
        return devicesFor(gpuIds, this.#gpus());
      },
      drainMs,
      log,
    });
  }

  /** Serves until the abort; then ends the replicas and returns. */
  async run(signal: AbortSignal): Promise<void> {
    const { devices, dial, onConnected, log } = this.#options;
    const api = new AgentApi(
      {
        hello: () => this.#hello(),
        report: () => this.#report(),
        onChange: (listener) => this.#onChange(listener),
        busy: () => this.#replicas.busy,
        put: (spec) => this.#replicas.put(spec),
        drop: (id) => this.#replicas.drop(id),
        generate: (id, request, gone) => this.#replicas.generate(id, request, gone),
      },
      log,
    );
    try {
      await Promise.all([
        devices.run(
          () => this.#replicas.heldMemory(),
          () => this.#changed(),
          signal,
        ),
        stayConnected({ dial, serve: (session) => api.serve(session), onConnected, log }, signal),
      ]);
    } finally {
      await this.#replicas.close();
    }
  }

  #gpus(): Gpu[] {
    return this.#options.devices.gpus(this.#replicas.heldMemory());
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
