/**
 * An agent with the real tunnel and a scripted engine in its own process. As a program it takes the place of the node agent that
 * a coordinator starts: it enrols over the child's IPC channel and ends with its parent.
 *
 *   fake-agent.ts --data DIR [--tokens N] [--every-ms N] [--slots N] [--cards N] [--timestamps]
 *
 * Options may stand in FAKE_AGENT too: a coordinator knows only those of the real agent.
 */
import os from 'node:os';
import { parseArgs } from 'node:util';
import type { Gpu } from '../../contract/hardware.ts';
import { AgentCore, type ModelFiles } from '../../node-agent/agent-core.ts';
import type { Engine } from '../../node-agent/engine/engine.ts';
import { readHardware } from '../../node-agent/hardware/read-hardware.ts';
import type { TakeUpdate } from '../../node-agent/link/bulk-api.ts';
import type { CoordinatorHints } from '../../node-agent/link/coordinator-hints.ts';
import type { Enrolment } from '../../node-agent/link/enrolment.ts';
import { enrolWithParent } from '../../node-agent/link/enrol-with-parent.ts';
import { type Identity, openIdentity } from '../../node-agent/link/identity.ts';
import { OfficeConnection } from '../../node-agent/link/office-connection.ts';
import { aGpu } from './a-gpu.ts';
import { allModels } from './all-models.ts';
import { quietLog } from './quiet-log.ts';
import { ScriptedEngine, timestampText } from './engine/scripted-engine.ts';

interface FakeAgentOptions {
  readonly identity: Identity;
  readonly enrolment: Enrolment;
  readonly engine: Engine;
  readonly gpus?: readonly Gpu[];
  readonly devices?: ConstructorParameters<typeof AgentCore>[0]['devices'];
  readonly hostName?: string;
  readonly hints?: CoordinatorHints | null;
  readonly update?: TakeUpdate | null;
  readonly models?: ModelFiles;
  readonly awake?: ConstructorParameters<typeof AgentCore>[0]['awake'];
  readonly userPause?: ConstructorParameters<typeof AgentCore>[0]['userPause'];
  readonly onConnected?: (connected: boolean) => void;
  readonly keep?: (enrolment: Enrolment) => void;
  readonly onRemoved?: () => void;
  readonly onLeft?: () => void;
}

interface FakeAgent extends AsyncDisposable {
  /** Ends it as a switch-off would be seen: the tunnel closes, the replicas are gone. */
  stop(): Promise<void>;
}

const noCards = {
  known: Promise.resolve(),
  unloaded: () => undefined,
  missing: () => [],
  run: () => Promise.resolve(),
};

/** Starts an agent in this process. Unless told otherwise, it holds every model file that it is asked for. */
export function startFakeAgent(options: FakeAgentOptions): FakeAgent {
  const {
    identity,
    enrolment,
    engine,
    gpus = [aGpu()],
    hostName = 'FAKE-1',
    hints = null,
    update = null,
    models = allModels(),
    awake = { busy: () => undefined, allow: () => undefined, close: () => undefined },
    userPause = { now: null, run: () => Promise.resolve() },
  } = options;
  const { keep = () => {}, onConnected = () => {}, onRemoved = () => {}, onLeft = () => {} } = options;
  const stopping = new AbortController();
  const core = new AgentCore({
    machineId: identity.machineId,
    hardware: { ...readHardware(), hostName },
    wakeAddresses: () => [],
    engine,
    devices: options.devices ?? { ...noCards, gpus: () => [...gpus] },
    models,
    office: new OfficeConnection({ enrolment, identity, hints, keep, onConnected, onRemoved, log: quietLog }),
    userPause,
    awake,
    update,
    onLeft,
    drainMs: 5_000,
    log: quietLog,
  });
  const running = core.run(stopping.signal);
  const stop = async (): Promise<void> => {
    stopping.abort();
    await running;
  };
  return { stop, [Symbol.asyncDispose]: stop };
}

async function main(): Promise<void> {
  // Not strict: what a coordinator tells the real agent is passed over.
  const { values } = parseArgs({
    args: [...process.argv.slice(2), ...(process.env['FAKE_AGENT']?.split(' ') ?? [])],
    strict: false,
    options: {
      data: { type: 'string' },
      tokens: { type: 'string', default: '100' },
      'every-ms': { type: 'string', default: '0' },
      slots: { type: 'string' },
      cards: { type: 'string', default: '1' },
      timestamps: { type: 'boolean', default: false },
    },
  });
  const signal = new AbortController().signal;
  const identity = await openIdentity(String(values.data));
  const enrolment = await enrolWithParent(process, identity, os.hostname(), signal);
  const engine = new ScriptedEngine({
    tokens: Number(values.tokens),
    everyMs: Number(values['every-ms']),
    slots: values.slots === undefined ? null : Number(values.slots),
    text: values.timestamps ? timestampText : (position) => `word${position} `,
  });
  const gpus = Array.from({ length: Number(values.cards) }, (_, index) => {
    const pciId = `0000:${(index + 1).toString(16).padStart(2, '0')}:00.0`;
    return aGpu({ id: `vulkan:${pciId}`, pciId, index });
  });
  const agent = startFakeAgent({ identity, enrolment, engine, gpus });
  const end = (): void => void agent.stop().then(() => process.exit(0));
  process.once('disconnect', end);
  process.once('SIGTERM', end);
}

if (import.meta.main) await main();
