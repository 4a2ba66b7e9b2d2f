/** The agent as a program: takes its data folder, joins its office, composes the rest and gives everything back. */
import os from 'node:os';
import path from 'node:path';
import { type Log, openLog } from '../common/log.ts';
import { refuse } from '../contract/problem.ts';
import { AgentCore } from './agent-core.ts';
import { RunnerEngine } from './engine/runner-engine.ts';
import { readAmd } from './hardware/amd-sysfs.ts';
import { GpuWatch } from './hardware/gpu-watch.ts';
import { readNvidia } from './hardware/nvidia-smi.ts';
import { probeGpus } from './hardware/probe-gpus.ts';
import { readHardware } from './hardware/read-hardware.ts';
import { holdDataFolder } from './hold-data-folder.ts';
import { dial } from './link/dial.ts';
import { enrolWithParent } from './link/enrol-with-parent.ts';
import { type Enrolment, keepEnrolment, readEnrolment } from './link/enrolment.ts';
import { type Identity, openIdentity } from './link/identity.ts';
import { Linger } from './linger.ts';
import { ModelStore } from './model-store/model-store.ts';
import { removePidFile, writePidFile } from './pid-file.ts';
import { programPath } from './program-path.ts';

interface RunAgentOptions {
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
  const letGo = holdDataFolder(dataDir);
  // At once after the lock: whoever finds the folder held believes this file.
  writePidFile(dataDir, host.pid);
  const log = openLog(path.join(dataDir, 'agent.log'), { base: { pid: host.pid }, sync: true });
  const linger = new Linger(options.lingerMs, () => {
    log.info('no coordinator came back');
    stop.abort();
  });
  const parentGone = (): void => linger.parentGone();
  try {
    log.info({ dataDir }, 'the agent starts');
    const identity = await openIdentity(dataDir);
    const enrolment = await joinOffice(options, host, identity, stop.signal);
    if (options.parent) {
      host.once('disconnect', parentGone);
      if (!host.connected) parentGone();
    }
    const core = composeCore(options, identity, enrolment, linger, log);
    await core.run(stop.signal);
    log.info('the agent ended');
  } catch (error) {
    // Asked to end while it was still joining: a normal end.
    if (stop.signal.aborted && isAbort(error)) return log.info('the agent ended');
    log.error({ err: error }, 'the agent failed');
    throw error;
  } finally {
    host.off('disconnect', parentGone);
    linger.close();
    // After a failure, too, nothing may keep the process alive.
    stop.abort();
    removePidFile(dataDir);
    letGo();
  }
}

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

async function joinOffice(
  { dataDir, parent }: RunAgentOptions,
  host: NodeJS.Process,
  identity: Identity,
  signal: AbortSignal,
): Promise<Enrolment> {
  if (parent) {
    const enrolment = await enrolWithParent(host, identity, os.hostname(), signal);
    keepEnrolment(dataDir, enrolment);
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
  log: Log,
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
