/** The composition root: opens every room of the coordinator, wires them, and closes them in reverse. */
import { randomBytes } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { fingerprintOf } from '../../common/fingerprint.ts';
import { openLog, type Log } from '../../common/log.ts';
import { allAddresses, machineName } from '../base/this-pc.ts';
import { systemClock } from '../base/clock.ts';
import { holdDataFolder, openDataFolder, removeRunning, writeRunning } from '../base/data-folder.ts';
import { forAWhile } from '../base/for-a-while.ts';
import { Control } from '../control/control.ts';
import { Sessions } from '../control/sessions.ts';
import { Deployer } from '../deployer/deployer.ts';
import { LocalAgent } from '../enrolment/local-agent.ts';
import { Front } from '../front/front.ts';
import { Answering } from '../gateway/answering.ts';
import { ChatCompletions } from '../gateway/chat-completions.ts';
import { Gateway } from '../gateway/gateway.ts';
import { Slots } from '../gateway/slots.ts';
import { Inventory } from '../inventory/inventory.ts';
import { ConversationBook } from '../ledger/conversations.ts';
import { Keys } from '../ledger/keys.ts';
import { openLedger } from '../ledger/ledger.ts';
import { MachineBook } from '../ledger/machines.ts';
import { ModelBook } from '../ledger/models.ts';
import { SessionBook } from '../ledger/sessions.ts';
import { UsageBook } from '../ledger/usage.ts';
import { Library } from '../library/library.ts';
import { openIdentity } from '../link/identity.ts';
import { TunnelServer } from '../link/tunnel-server.ts';
import { PlacementLoop } from '../placement/placement-loop.ts';
import { loadSettings, type Settings } from '../settings/settings.ts';
import { LiveOffice } from './live-office.ts';
import { OfficeFleet } from './office-fleet.ts';
import type { Programs } from './programs.ts';
import { Tunnels } from './tunnels.ts';

interface CoordinatorOptions {
  readonly dataDir: string;
  readonly programs: Programs;
  /** In place of the settings' ports; 0 takes any free one. Without `agentsPort`, agents get the port after `port`. */
  readonly port?: number;
  readonly agentsPort?: number;
  /** Somebody asked over the UI's API that everything stops. */
  readonly onShutdownWish?: () => void;
}

export interface Coordinator {
  /** Opens the window, signed in, in a browser of this PC. */
  readonly link: string;
  readonly port: number;
  readonly agentsPort: number;
  /** Called when a model becomes ready somewhere. */
  onModelReady(listener: (model: string, machine: string) => void): void;
  /** Ends everything that was opened, within 5 s. */
  close(): Promise<void>;
}

/** How long answers that are being written may go on when everything stops. */
const graceMs = 1_000;

/** @throws ProblemError when the office cannot start; what was opened until then is closed again. */
export async function openCoordinator(options: CoordinatorOptions): Promise<Coordinator> {
  await using opened = new AsyncDisposableStack();
  const coordinator = await open(options, opened);
  const owned = opened.move();
  return { ...coordinator, close: () => owned.disposeAsync() };
}

async function open(options: CoordinatorOptions, opened: AsyncDisposableStack): Promise<Omit<Coordinator, 'close'>> {
  const { programs } = options;
  const dataDir = path.resolve(options.dataDir);
  openDataFolder(dataDir);
  opened.defer(holdDataFolder(dataDir));
  const settings = withPorts(loadSettings(dataDir), options);
  const log = openLog(path.join(dataDir, 'logs', 'coordinator.log'));
  opened.defer(() => flush(log));
  const db = openLedger(dataDir);
  opened.defer(() => db.close());

  const inventory = new Inventory(systemClock);
  const models = new ModelBook(db);
  const library = new Library(dataDir, models);
  await library.ensureDemoModel(programs.demoModel);
  const tunnels = new Tunnels(inventory, log);
  const linkTo = tunnels.to.bind(tunnels);
  const deployer = new Deployer(inventory, linkTo, log);
  const placement = new PlacementLoop({ inventory, models, deployer, settings, clock: systemClock, log });
  opened.defer(() => placement.close());

  const fleet = new OfficeFleet({ inventory, models, placement, linkTo });
  const slots = new Slots(fleet, systemClock);
  opened.defer(() => slots.close());
  const usage = new UsageBook(db);
  opened.defer(() => usage.close());
  const answering = new Answering({ fleet, slots, usage, clock: systemClock, log });
  const chat = new ChatCompletions(answering, systemClock);
  const gateway = new Gateway({ chat, fleet, keys: new Keys(db), log });

  const conversations = new ConversationBook(db);
  conversations.cutOff();
  const token = randomBytes(24).toString('base64url');
  const sessions = new Sessions(new SessionBook(db), systemClock, token);
  const office = new LiveOffice({
    inventory,
    models,
    library,
    placement,
    settings,
    dataDir,
    waiting: () => slots.waiting,
    port: () => front.port,
    onShutdownWish: options.onShutdownWish ?? (() => undefined),
  });
  opened.defer(() => office.close());
  const control = new Control({
    answering,
    conversations,
    sessions,
    office,
    pageRoot: programs.page,
    clock: systemClock,
    log,
  });
  opened.defer(() => control.close());
  const ownNames = forAWhile(() => ({ hostName: os.hostname(), addresses: allAddresses() }));
  const front = new Front({ gateway, control, ownNames });

  const port = await front.listen(settings.lan.port, settings.lan.host);
  opened.defer(() => front.close(0));
  const agentsPort = await openTunnels({
    dataDir,
    settings,
    db: new MachineBook(db),
    inventory,
    tunnels,
    log,
    opened,
    library,
    programs,
  });
  // Last opened, first closed: answers that run may end before their agent does.
  opened.defer(() => front.close(graceMs));
  const link = sessions.launchLink(port);
  writeRunning(dataDir, { pid: process.pid, port, token, link });
  opened.defer(() => removeRunning(dataDir));
  placement.wake();
  log.info({ port, agentsPort }, 'the office serves');
  return { link, port, agentsPort, onModelReady: (listener) => office.onModelReady(listener) };
}

interface TunnelParts {
  readonly dataDir: string;
  readonly settings: Settings;
  readonly db: MachineBook;
  readonly inventory: Inventory;
  readonly tunnels: Tunnels;
  readonly library: Library;
  readonly programs: Programs;
  readonly log: Log;
  readonly opened: AsyncDisposableStack;
}

/** Opens the door for agents and starts the one of this PC. @returns the port where agents dial. */
async function openTunnels(parts: TunnelParts): Promise<number> {
  const { dataDir, settings, db, inventory, tunnels, library, programs, log, opened } = parts;
  const identity = await openIdentity(dataDir);
  const server = new TunnelServer({
    identity,
    admitted: () => db.list(),
    onLink: (link) => void tunnels.take(link),
    log,
  });
  const port = await server.listen(settings.agents.port, settings.agents.host);
  opened.defer(() => server.close());
  for (const machine of db.list()) inventory.know(machine);
  const agent = new LocalAgent({
    entry: programs.agent,
    dataDir,
    modelsDir: library.folder,
    maxThreads: settings.engine.maxThreads || Math.max(1, os.availableParallelism() - 1),
    allowSoftwareGpu: settings.engine.allowSoftwareGpu,
    isConnected: () => inventory.machines().some((machine) => machine.local && machine.state === 'online'),
    enrol: ({ machineId, certificate }) => {
      const fingerprint = fingerprintOf(certificate);
      const machine = { id: machineId, name: machineName(), certificate, fingerprint, local: true };
      db.put(machine);
      inventory.know(machine);
      server.admit();
      return { port, pin: identity.pin };
    },
    log,
  });
  agent.start();
  opened.defer(() => agent.stop());
  return port;
}

function withPorts(settings: Settings, { port, agentsPort }: CoordinatorOptions): Settings {
  const next = port === undefined ? settings.agents.port : port === 0 ? 0 : port + 1;
  return {
    ...settings,
    lan: { ...settings.lan, port: port ?? settings.lan.port },
    agents: { ...settings.agents, port: agentsPort ?? next },
  };
}

const flush = (log: Log): Promise<void> => new Promise((resolve) => log.flush(() => resolve()));
