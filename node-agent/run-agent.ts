import os from 'node:os';
import type { Logger } from 'pino';
import { refuse } from '../contract/problem.ts';
import { AgentCore } from './agent-core.ts';
import { openAgentLog } from './agent-log.ts';
import { lockDataFolder } from './data-lock.ts';
import { RunnerEngine } from './engine/runner-engine.ts';
import { readAmd } from './hardware/amd-sysfs.ts';
import { GpuWatch } from './hardware/gpu-watch.ts';
import { readNvidia } from './hardware/nvidia-smi.ts';
import { probeGpus } from './hardware/probe-gpus.ts';
import { readHardware } from './hardware/read-hardware.ts';
import { dial } from './link/dial.ts';
import { enrolWithParent } from './link/enrol-with-parent.ts';
import { type Enrolment, keepEnrolment, readEnrolment } from './link/enrolment.ts';
import { type Identity, openIdentity } from './link/identity.ts';
import { Linger } from './linger.ts';
import { ModelStore } from './model-store/model-store.ts';
import { removePidFile, writePidFile } from './pid-file.ts';
import { programPath } from './program-path.ts';

export interface RunAgentOptions {
  readonly dataDir: string;
  readonly modelsDir: string;
  /** Processor threads of each runner; 0 leaves the choice to the engine. */
  readonly maxThreads: number;
  readonly allowSoftwareGpu: boolean;
  /** Started by a coordinator for its own PC: enrols over the child's IPC channel. */
  readonly parent: boolean;
  /** How long such an agent waits for another coordinator after its parent is gone. */
  readonly lingerMs: number;
  /** Another program in the place of the runner: tests and measurements. */
  readonly runner: string | null;
}

const drainMs = 60_000;

/**
 * Runs the agent until the abort: takes the data folder, joins its office, serves, and gives everything back.
 * @throws ProblemError data_in_use, data_not_writable, tunnel_refused
 */
export async function runAgent(options: RunAgentOptions, host: NodeJS.Process, stop: AbortController): Promise<void> {
  const { dataDir } = options;
  const unlock = lockDataFolder(dataDir);
  const log = openAgentLog(dataDir);
  const linger = new Linger(options.lingerMs, () => {
    log.info('no coordinator came back');
    stop.abort();
  });
  try {
    await writePidFile(dataDir, host.pid);
    log.info({ dataDir }, 'the agent starts');
    const identity = await openIdentity(dataDir);
    const enrolment = await joinOffice(options, host, identity, stop.signal);
    if (options.parent) {
      host.once('disconnect', () => linger.parentGone());
      if (!host.connected) linger.parentGone();
    }
    const core = composeCore(options, identity, enrolment, linger, log);
    await core.run(stop.signal);
    log.info('the agent ended');
  } catch (error) {
    log.error({ err: error }, 'the agent failed');
    throw error;
  } finally {
    linger.close();
    await removePidFile(dataDir);
    unlock();
  }
}

async function joinOffice(
  { dataDir, parent }: RunAgentOptions,
  host: NodeJS.Process,
  identity: Identity,
  signal: AbortSignal,
): Promise<Enrolment> {
  if (parent) {
    const enrolment = await enrolWithParent(host, identity, os.hostname(), signal);
    await keepEnrolment(dataDir, enrolment);
    return enrolment;
  }
  const known = await readEnrolment(dataDir);
  return (
    known ??
    refuse('tunnel_refused', 'This machine belongs to no office yet. Add it from the coordinator’s Machines page.')
  );
}

function composeCore(
  options: RunAgentOptions,
  identity: Identity,
  enrolment: Enrolment,
  linger: Linger,
  log: Logger,
): AgentCore {
  const { maxThreads, allowSoftwareGpu, modelsDir } = options;
  const hardware = readHardware();
  const store = new ModelStore(modelsDir);
  const probeEntry = programPath('./hardware/gpu-probe.ts', import.meta.url);
  return new AgentCore({
    machineId: identity.machineId,
    hardware,
    engine: new RunnerEngine({
      entry: options.runner ?? programPath('./engine/llama-runner.ts', import.meta.url),
      maxThreads,
      allowSoftwareGpu,
      log,
    }),
    devices: new GpuWatch({
      probe: (signal) => probeGpus(probeEntry, signal),
      vendors: [readNvidia, readAmd],
      processor: { name: hardware.cpu, memoryBytes: hardware.memoryBytes },
      allowSoftwareGpu,
      log,
    }),
    locate: (sha256, sizeBytes, signal) => store.locate(sha256, sizeBytes, signal),
    dial: (signal) => dial(enrolment, identity, signal),
    onConnected: (connected) => linger.connected(connected),
    drainMs,
    log,
  });
}
