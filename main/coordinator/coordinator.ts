/** The composition root: opens every room of the coordinator, wires them, and closes them in reverse. */
import { randomBytes } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { openLog, type Log } from '../../common/log.ts';
import { MetricsDoor } from '../activity/metrics-door.ts';
import { allAddresses } from '../base/this-pc.ts';
import { steadyClock, systemClock } from '../base/clock.ts';
import { holdDataFolder, openDataFolder, removeRunning, writeRunning } from '../base/data-folder.ts';
import { forAWhile } from '../base/for-a-while.ts';
import { ServingSwitch } from '../base/serving-switch.ts';
import { bearerOf } from '../base/http.ts';
import { CaFiles } from '../certificates/ca-files.ts';
import { Control } from '../control/control.ts';
import { Deployer } from '../deployer/deployer.ts';
import { checksOfInstall } from '../diagnostics/checks-of-install.ts';
import { checksOfOffice } from '../diagnostics/checks-of-office.ts';
import { makeDiagnostics } from '../diagnostics/diagnostics.ts';
import { Front } from '../front/front.ts';
import { Slots } from '../gateway/slots.ts';
import { refuseVisitor } from '../installer/join/refuse-visitor.ts';
import { Inventory } from '../inventory/inventory.ts';
import { Traffic } from '../inventory/traffic.ts';
import { ConversationBook } from '../ledger/conversations.ts';
import { openLedger } from '../ledger/ledger.ts';
import { MachineUse } from '../ledger/machine-use.ts';
import { MeasuredLoads } from '../ledger/measured-loads.ts';
import { ModelBook } from '../ledger/models.ts';
import { PresetBook } from '../ledger/presets.ts';
import { UsageBook } from '../ledger/usage.ts';
import { Library } from '../library/library.ts';
import { PlacementLoop } from '../placement/placement-loop.ts';
import { plan } from '../planner/plan.ts';
import { loadSettings } from '../settings/settings.ts';
import { HttpsDoor } from './https-door.ts';
import { LiveAccess } from './live-access.ts';
import type { Coordinator, CoordinatorOptions } from './coordinator-port.ts';
import { LiveAliases } from './live-aliases.ts';
import { LiveAttached } from './live-attached.ts';
import { memoryRules } from './live-models.ts';
import { LiveKeys } from './live-keys.ts';
import { LiveOffice } from './live-office.ts';
import { OfficeFleet } from './office-fleet.ts';
import { openActivity } from './open-activity.ts';
import { openChoices } from './open-choices.ts';
import { openAttached } from './open-attached.ts';
import { openCopies } from './open-copies.ts';
import { openGateway } from './open-gateway.ts';
import { openMachines } from './open-machines.ts';
import { openModels } from './open-models.ts';
import { openPeople } from './open-people.ts';
import { openWaker } from './open-waker.ts';
import { openTunnels } from './open-tunnels.ts';
import { OwnSleep } from './own-sleep.ts';
import { Tunnels } from './tunnels.ts';
import { UseWhileAsleep } from './use-while-asleep.ts';
import { WholeFleet } from './whole-fleet.ts';
import { withPorts } from './with-ports.ts';

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
  const { card, margin, internet, courtesies, networks, withoutKey } = openChoices(dataDir, settings);
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
  const use = new MachineUse(db);
  const loads = new MeasuredLoads(db, log);
  const traffic = new Traffic(systemClock);
  const plannedUse = new UseWhileAsleep(use);
  const placement = new PlacementLoop({
    inventory,
    traffic,
    models,
    loads,
    use: plannedUse,
    deployer,
    settings,
    margin,
    courtesies,
    clock: systemClock,
    log,
    run: randomBytes(3).toString('hex'),
    plan,
  });
  opened.defer(() => placement.close());

  const own = new OfficeFleet({ inventory, models, placement, linkTo });
  const attached = openAttached(db, settings, log, opened);
  const fleet = new WholeFleet(own, attached);
  const attachedOffice = new LiveAttached({ attached, inventory, own });
  const serving = new ServingSwitch();
  const slots = new Slots({ fleet, traffic, clock: steadyClock, isPaused: () => !serving.isOn });
  opened.defer(() => slots.close());
  const usage = new UsageBook(db, log);
  opened.defer(() => usage.close());
  const activity = openActivity({ db, inventory, opened, log, waiting: () => slots.waiting });
  const { requests } = activity;
  const { gateway, answering, keys, limits, aliases } = openGateway({
    db,
    fleet,
    attached,
    slots,
    usage,
    requests,
    withoutKey,
    log,
  });

  const conversations = new ConversationBook(db);
  conversations.cutOff();
  const token = randomBytes(24).toString('base64url');
  const access: LiveAccess = new LiveAccess({
    dataDir,
    settings,
    networks,
    withoutKey,
    front: () => front,
    https: () => https,
  });
  const who = openPeople({ db, settings, networks, card, usage, controlToken: token, front: () => front, access });
  const waker = openWaker({
    db,
    inventory,
    use,
    placement,
    activity: activity.office,
    traffic,
    log,
    opened,
  });
  const parts = { dataDir, settings, card, courtesies, db, inventory, linkTo, tunnels, library, programs, log, opened };
  const door = await openTunnels(parts);
  const { machines, updates, joinPages, startDiscovery, refreshDiscovery } = openMachines({
    ...parts,
    use,
    wake: (machineId) => waker.wake(machineId),
    tunnels: door,
    port: () => front.port,
  });
  const copies = openCopies({ ...parts, margin, models, use, rules: memoryRules });
  const { files, deployments, startDownloads } = openModels({ ...parts, models, loads, placement, copies, internet });
  const office = new LiveOffice({
    inventory,
    models,
    placement,
    use,
    machines,
    attached: attachedOffice,
    updates,
    copies,
    canWake: (machineId) => waker.canWake(machineId),
    serving,
    settings,
    networks,
    card,
    margin,
    internet,
    courtesies,
    dataDir,
    downloads: () => files.downloads(),
    onDownloads: (listener) => files.onChange(listener),
    waiting: () => slots.waiting,
    port: () => front.port,
    onShutdownWish: options.onShutdownWish ?? (() => undefined),
  });
  opened.defer(() => office.close());
  const control = new Control({
    answering,
    limits,
    conversations,
    presets: new PresetBook(db),
    ...who,
    office,
    machines,
    models: files,
    deployments,
    keys: new LiveKeys({ keys, people: who.people, usage, clock: systemClock }),
    aliases: new LiveAliases(aliases, models),
    attached: attachedOffice,
    access,
    activity: activity.office,
    pageRoot: programs.page,
    diagnostics: () =>
      makeDiagnostics({ dataDir, state: office.state(), events: activity.office.page({ limit: 100 }).events }),
    checks: () => [
      ...checksOfInstall({ dataDir, parts: programs }),
      ...checksOfOffice(office.state(), access.view('127.0.0.1')),
    ],
    clock: systemClock,
    log,
  });
  opened.defer(() => control.close());
  activity.record({
    inventory,
    use,
    placement,
    downloads: files,
    copies,
    attached: attachedOffice,
    marginBytes: () => margin.bytes,
  });
  const metrics = new MetricsDoor({
    metrics: activity.metrics,
    mayRead: (request) => who.sessions.isAdmin(request) || keys.find(bearerOf(request) ?? '') !== null,
    log,
  });
  const ownNames = forAWhile(() => ({ hostName: os.hostname(), addresses: allAddresses() }));
  const ca = new CaFiles(() => https.ca?.certificate ?? null, refuseVisitor);
  const requireHttps = (): boolean => access.required;
  const front = new Front({
    gateway,
    join: joinPages,
    metrics,
    ca,
    control,
    ownNames,
    requireHttps,
    serves: (address) => networks.serves(address),
  });
  opened.defer(networks.onChange(() => front.cutOff()));
  const https = new HttpsDoor({
    dataDir,
    port: settings.https.port,
    host: settings.lan.host,
    front,
    ownNames,
    clock: systemClock,
    log,
  });

  const port = await front.listen(settings.lan.port, settings.lan.host);
  opened.defer(() => front.close(0));
  if (settings.https.enabled) await https.open();
  opened.defer(() => https.close());
  startDiscovery();
  await startDownloads();
  door.startAgent();
  // Last opened, first closed: answers that run may end before their agent does.
  opened.defer(() => front.close(graceMs));
  // Before that, or it would open its port again.
  opened.defer(() => https.close());
  const link = who.sessions.launchLink(port);
  writeRunning(dataDir, { pid: process.pid, port, token, link });
  opened.defer(() => removeRunning(dataDir));
  attached.start();
  placement.wake();
  log.info({ port, agentsPort: door.port }, 'the office serves');
  const httpsPort = front.securePort;
  const ownSleep = new OwnSleep({
    machines: () => inventory.machines(),
    use: plannedUse,
    tunnels,
    refreshDiscovery,
  });
  opened.defer(() => ownSleep.close());
  return {
    link,
    port,
    agentsPort: door.port,
    httpsPort,
    onModelReady: (listener) => office.onModelReady(listener),
    onEvent: (listener) => activity.office.onAdd(listener),
    state: () => office.state(),
    serve: (on) => serving.set(on),
    sleep: () => ownSleep.sleep(),
    wake: () => ownSleep.wake(),
  };
}

const flush = (log: Log): Promise<void> => new Promise((resolve) => log.flush(() => resolve()));
