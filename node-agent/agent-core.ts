/** What every agent does, whatever is around it: replicas, devices and the tunnel, and who calls whom. */
import type { Log } from '../common/log.ts';
import { unlessAborted } from '../common/unless-aborted.ts';
import { version } from '../common/version.ts';
import { agentProtocol, type AgentHello, type AgentReport, type OfficeNote } from '../contract/agent-api.ts';
import type { Gpu, Hardware, MissingMemory, WakeAddress } from '../contract/hardware.ts';
import { shareOf } from '../contract/replica.ts';
import { refuse } from '../contract/problem.ts';
import { endInWords, type UserPause } from '../contract/user-pause.ts';
import type { StayAwake } from './awake/stay-awake.ts';
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
  /** A replica has ended. @param bytes what it held of the device. @param held what ours hold without it */
  unloaded(gpuId: string, model: string, bytes: number, held: HeldMemory): void;
  /** Memory that did not come back after that. */
  missing(): MissingMemory[];
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

/** Whether this PC's user wants its cards for themselves. */
interface UserPauses {
  /** Null: the agent works. */
  readonly now: UserPause | null;
  /** Looks until the abort. */
  run(onChange: () => void, signal: AbortSignal): Promise<void>;
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
  /** Where this PC hears wake-up calls now. */
  readonly wakeAddresses: () => WakeAddress[];
  readonly engine: Engine;
  readonly devices: Devices;
  readonly models: ModelFiles;
  readonly office: OfficeTies;
  readonly userPause: UserPauses;
  /** Keeps this PC from sleeping while answers are written, where the office wants that. */
  readonly awake: Pick<StayAwake, 'busy' | 'allow' | 'close'>;
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
      unloaded: (spec, bytes) => {
        const held = this.#replicas.heldMemory();
        for (const id of spec.gpuIds) {
          options.devices.unloaded(id, spec.model, Math.round(bytes * shareOf(spec, id)), held);
        }
      },
      drainMs,
      log,
    });
  }

  /** Serves until the abort; then ends the replicas and returns. */
  async run(signal: AbortSignal): Promise<void> {
    const { devices, models, office, userPause, awake, update, log } = this.#options;
    const stop = this.#replicas.onChange(() => awake.busy(this.#replicas.busy));
    const api = new AgentApi(
      {
        hello: () => this.#hello(),
        report: () => this.#report(),
        onChange: (listener) => this.#onChange(listener),
        busy: () => this.#replicas.busy,
        put: (spec) => {
          this.#refuseWhilePaused();
          this.#replicas.put(spec);
        },
        drop: (id) => this.#replicas.drop(id),
        generate: (id, request, gone) => this.#replicas.generate(id, request, gone),
        embed: (id, request, gone) => this.#replicas.embed(id, request, gone),
        office: (note) => office.note(note),
        courtesy: ({ keepAwake }) => awake.allow(keepAwake),
        openBulk: () => office.openBulk(),
        probe: async (request, gone) => {
          this.#refuseWhilePaused();
          return this.#probe.probe(request, this.#gpus(), AbortSignal.any([gone, signal]));
        },
        dropFile: (sha256, reason) => this.#dropFile(sha256, reason),
        leave: () => void this.#leave(signal),
      },
      log,
    );
    const files = new BulkApi({ update, takeFile: (...file) => models.take(...file), log });
    try {
      await Promise.all([
        models.run(signal),
        userPause.run(() => this.#onPause(), signal),
        devices.run(
          () => this.#heldMemory(),
          () => this.#changed(),
          signal,
        ),
        office.run({ talk: (session) => api.serve(session), bulk: (session) => files.serve(session) }, signal),
      ]);
    } finally {
      stop();
      awake.close();
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

  /** The user's word holds whatever the coordinator makes of it: one of an older version does not know it. */
  #onPause(): void {
    const { userPause, log } = this.#options;
    log.info({ paused: userPause.now }, 'this PC’s user paused or resumed it');
    if (userPause.now !== null) this.#replicas.dropAll();
    this.#changed();
  }

  #refuseWhilePaused(): void {
    const { now } = this.#options.userPause;
    if (now === null) return;
    const end = now.until === null ? '' : ` until ${endInWords(now.until, Date.now())}`;
    refuse('paused_by_user', `The user of this PC paused it${end}.`);
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
    const { devices, models, userPause } = this.#options;
    return {
      gpus: this.#gpus(),
      replicas: this.#replicas.reports(),
      ...models.report(),
      userPause: userPause.now,
      missing: devices.missing(),
    };
  }

  #hello(): AgentHello {
    const { machineId, hardware, wakeAddresses } = this.#options;
    const who = { protocol: agentProtocol, agentVersion: version, machineId, hardware };
    return { ...who, ...this.#report(), wake: wakeAddresses() };
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
