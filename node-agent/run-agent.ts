/** The agent as a program: takes its data folder, composes its parts, stays in its office and gives everything back. */
import os from 'node:os';
import path from 'node:path';
import { type Log, openLog } from '../common/log.ts';
import { version } from '../common/version.ts';
import { AgentCore } from './agent-core.ts';
import { awakeWays } from './awake/awake-ways.ts';
import { holdProgram } from './awake/hold-program.ts';
import { StayAwake } from './awake/stay-awake.ts';
import { RunnerEngine } from './engine/runner-engine.ts';
import { forgetOffice } from './link/forget-office.ts';
import { Narrator } from './commands/narrator.ts';
import { GpuWatch } from './hardware/gpu-watch.ts';
import { probeGpus } from './hardware/probe-gpus.ts';
import { readHardware } from './hardware/read-hardware.ts';
import { wakeAddresses } from './hardware/wake-addresses.ts';
import { vendorReaders } from './hardware/vendor-readers.ts';
import { hearOffices } from './hear-offices.ts';
import { holdDataFolder } from './base/hold-data-folder.ts';
import { introduce } from './link/introduce.ts';
import { enrolWithParent } from './link/enrol-with-parent.ts';
import { keepEnrolment } from './link/enrolment.ts';
import { HintsWhenAlone } from './link/hints-when-alone.ts';
import { type Identity, openIdentity } from './link/identity.ts';
import { Membership } from './link/membership.ts';
import { Linger } from './linger.ts';
import { ModelFolders } from './model-folders.ts';
import { OwnService } from './own-service.ts';
import { removePidFile, writePidFile } from './base/pid-file.ts';
import { UserPauseWatch } from './user-pause.ts';
import { programPath } from './base/program-path.ts';

interface RunAgentOptions {
  readonly dataDir: string;
  /** The first that has a model's file is used. */
  readonly modelFolders: readonly string[];
  /** Processor threads of each runner; 0 leaves the choice to the engine. */
  readonly maxThreads: number;
  readonly allowSoftwareGpu: boolean;
  /** Where to ask to be let in; empty: at every coordinator that is heard. */
  readonly coordinators: readonly string[];
  /** Whether coordinators are listened for by mDNS. */
  readonly discovery: boolean;
  /** Started by a coordinator for its own PC: enrols over the child's IPC channel. */
  readonly parent: boolean;
  /** How long such an agent waits for another coordinator after its parent is gone. */
  readonly lingerMs: number;
  /** Another program in the place of the runner: tests and measurements. */
  readonly runner: string | null;
  /** Tells whoever watches how it stands with the office. */
  readonly say: (sentence: string) => void;
}

const drainMs = 60_000;
/** A first look at the cards takes seconds; an admin need not wait longer to see who asks. */
const cardsWithinMs = 10_000;
/** What the agent answered last is sent by then. */
const answerSentMs = 250;

/**
 * Runs the agent until the abort, or until its office lets it go: takes the data folder, joins an office when it has none, serves,
 * and gives everything back.
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
    log.info({ dataDir, version }, 'the agent starts');
    options.say('The agent runs. Ctrl+C ends it.');
    const identity = await openIdentity(dataDir);
    if (options.parent) {
      keepEnrolment(dataDir, await enrolWithParent(host, identity, os.hostname(), stop.signal));
      host.once('disconnect', parentGone);
      if (!host.connected) parentGone();
    }
    await serve({ options, host, identity, linger, stop, log });
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

interface Surroundings {
  readonly options: RunAgentOptions;
  readonly host: NodeJS.Process;
  readonly identity: Identity;
  readonly linger: Linger;
  readonly stop: AbortController;
  readonly log: Log;
}

async function serve({ options, host, identity, linger, stop, log }: Surroundings): Promise<void> {
  const { dataDir, parent } = options;
  const hints = parent || !options.discovery ? null : new HintsWhenAlone(() => hearOffices(identity, log));
  const end = (exitCode: number): void => {
    host.exitCode = exitCode;
    setTimeout(() => stop.abort(), answerSentMs);
  };
  const service = new OwnService({ dataDir, host, end, log });
  let removed = false;
  const leave = (): void => {
    removed = true;
    stop.abort();
  };
  const hardware = readHardware();
  const narrator = new Narrator(options.say);
  const membership = new Membership({
    dataDir,
    identity,
    hints,
    coordinators: options.coordinators,
    applicant: async (signal) => introduce(identity.machineId, hardware, await core.cards(cardsWithinMs, signal)),
    onConnected: (connected) => {
      linger.connected(connected);
      if (!stop.signal.aborted) narrator.connected(connected);
      hints?.connected(connected);
      if (connected) service.connected();
    },
    onAsks: (asks) => narrator.asks(asks),
    onRemoved: leave,
    log,
  });
  const core: AgentCore = composeCore({ options, identity, hardware, membership, service, onLeft: leave, log });
  try {
    await core.run(stop.signal);
  } finally {
    service.close();
    await hints?.close();
  }
  if (!removed) return;
  options.say('This machine was taken out of its office. The agent ends.');
  await forgetOffice(dataDir);
  log.info('this machine was taken out of its office, and forgets it');
  await service.uninstall();
}

interface CoreParts {
  readonly options: RunAgentOptions;
  readonly identity: Identity;
  readonly hardware: ReturnType<typeof readHardware>;
  readonly membership: Membership;
  readonly service: OwnService;
  readonly onLeft: () => void;
  readonly log: Log;
}

function composeCore({ options, identity, hardware, membership, service, onLeft, log }: CoreParts): AgentCore {
  const { maxThreads, allowSoftwareGpu, modelFolders, parent } = options;
  // The coordinator's own agent reads the coordinator's own files: nothing is copied to it.
  const models = new ModelFolders({ folders: modelFolders, receives: !parent, log });
  const probeEntry = programPath('./hardware/gpu-probe.ts', import.meta.url);
  return new AgentCore({
    machineId: identity.machineId,
    hardware,
    wakeAddresses: () => wakeAddresses(),
    engine: new RunnerEngine({
      entry: options.runner ?? programPath('./engine/llama-runner.ts', import.meta.url),
      maxThreads,
      allowSoftwareGpu,
      log,
    }),
    devices: new GpuWatch({
      probe: (signal) => probeGpus(probeEntry, () => models.demoModel(signal), signal),
      vendors: vendorReaders(hardware.platform),
      processor: { name: hardware.cpu, memoryBytes: hardware.memoryBytes },
      allowSoftwareGpu,
      log,
    }),
    models,
    office: membership,
    userPause: new UserPauseWatch(options.dataDir),
    awake: new StayAwake({ ways: awakeWays(process.platform, process.pid), hold: holdProgram, log }),
    update: service.update,
    onLeft,
    drainMs,
    log,
  });
}
