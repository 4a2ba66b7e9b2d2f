/** Opens the door for agents: the tunnel's port, and enrolment behind it. */
import type { DatabaseSync } from 'node:sqlite';
import { formatAddress, isLoopback } from '../../common/address.ts';
import type { Log } from '../../common/log.ts';
import { usualThreads } from '../../common/usual-threads.ts';
import { systemClock } from '../base/clock.ts';
import { machineName, officeAddresses } from '../base/this-pc.ts';
import { Enrolment } from '../enrolment/enrolment.ts';
import { LocalAgent } from '../enrolment/local-agent.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { JoinTokenBook } from '../ledger/join-tokens.ts';
import { MachineBook } from '../ledger/machines.ts';
import type { Library } from '../library/library.ts';
import { openIdentity, type Identity } from '../link/identity.ts';
import { TunnelServer } from '../link/tunnel-server.ts';
import type { Courtesies } from '../settings/courtesies.ts';
import type { OfficeCard } from '../settings/office-card.ts';
import type { Settings } from '../settings/settings.ts';
import type { Programs } from './programs.ts';
import type { Tunnels } from './tunnels.ts';

interface TunnelParts {
  readonly dataDir: string;
  readonly settings: Settings;
  readonly card: OfficeCard;
  readonly courtesies: Courtesies;
  readonly db: DatabaseSync;
  readonly inventory: Inventory;
  readonly tunnels: Tunnels;
  readonly library: Library;
  readonly programs: Programs;
  readonly log: Log;
  /** Closes what is opened here, in reverse. */
  readonly opened: AsyncDisposableStack;
}

export interface OpenTunnels {
  /** Where agents dial. */
  readonly port: number;
  readonly identity: Identity;
  readonly machines: MachineBook;
  readonly enrolment: Enrolment;
  /** Where the coordinator can be dialled now, best first: "192.168.10.12:8421". */
  readonly addresses: () => string[];
  /** Starts the agent of this PC. */
  startAgent(): void;
}

/** How often this PC's own addresses and the office's name are looked at. */
const addressesEveryMs = 5_000;

/** @throws ProblemError port_busy, identity_damaged */
export async function openTunnels(parts: TunnelParts): Promise<OpenTunnels> {
  const { dataDir, settings, card, courtesies, db, inventory, tunnels, log, opened } = parts;
  const identity = await openIdentity(dataDir);
  const machines = new MachineBook(db);
  const addresses = (): string[] => dialAddresses(settings.agents.host, port);
  const enrolment = new Enrolment({
    pin: identity.pin,
    officeName: () => card.name,
    addresses,
    machines,
    tokens: new JoinTokenBook(db),
    office: inventory,
    linkTo: (id) => tunnels.to(id),
    onRemoved: () => server.recheck(),
    clock: systemClock,
    log,
  });
  opened.defer(() => enrolment.close());
  const server: TunnelServer = new TunnelServer({
    identity,
    admitted: (fingerprint) => machines.admitted(fingerprint),
    joinDoor: enrolment.door,
    onLink: (link) => void tunnels.take(link),
    log,
  });
  const port = await server.listen(settings.agents.port, settings.agents.host);
  opened.defer(() => server.close());
  opened.defer(() => tunnels.close());
  opened.defer(announceAddresses(tunnels, () => card.name, addresses));
  tunnels.announceCourtesy(courtesies.now);
  opened.defer(courtesies.onChange(() => tunnels.announceCourtesy(courtesies.now)));
  const startAgent = (): void => {
    const agent = localAgent(parts, enrolment, { port, pin: identity.pin });
    agent.start();
    opened.defer(() => agent.stop());
  };
  return { port, identity, machines, enrolment, addresses, startAgent };
}

/** Tells the agents how the office is called and where this PC can be dialled, now and when that changes. @returns how to stop */
function announceAddresses(tunnels: Tunnels, officeName: () => string, addresses: () => string[]): () => void {
  let told = '';
  const look = (): void => {
    const now = { officeName: officeName(), addresses: addresses() };
    if (JSON.stringify(now) === told) return;
    told = JSON.stringify(now);
    tunnels.announce(now);
  };
  look();
  const timer = setInterval(look, addressesEveryMs).unref();
  return () => clearInterval(timer);
}

function dialAddresses(host: string, port: number): string[] {
  const all = ['0.0.0.0', '::'].includes(host) ? officeAddresses() : [host];
  const shown = all.length > 0 && !all.every(isLoopback) ? all : ['127.0.0.1'];
  return shown.map((address) => formatAddress({ address, port }));
}

function localAgent(parts: TunnelParts, enrolment: Enrolment, where: { port: number; pin: string }): LocalAgent {
  const { dataDir, settings, inventory, library, programs, log } = parts;
  return new LocalAgent({
    entry: programs.agent,
    dataDir,
    modelsDir: library.folder,
    maxThreads: settings.engine.maxThreads || usualThreads(),
    allowSoftwareGpu: settings.engine.allowSoftwareGpu,
    isConnected: () => inventory.machines().some((machine) => machine.local && machine.state === 'online'),
    enrol: ({ machineId, certificate }) => {
      enrolment.admitThisPc(machineId, certificate, machineName());
      return where;
    },
    log,
  });
}
