/** Opens what finds and adds machines: discovery, the agent's bundles, installations over SSH, updates. */
import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '../../common/log.ts';
import { version } from '../../common/version.ts';
import type { Announcement } from '../../contract/enrolment.ts';
import { allAddresses } from '../base/this-pc.ts';
import { systemClock } from '../base/clock.ts';
import { readOfficeCa } from '../certificates/office-ca.ts';
import { Discovery } from '../discovery/discovery.ts';
import { makeBackup } from '../backup/make-backup.ts';
import { Bundles } from '../installer/bundles/bundles.ts';
import { HostKeys } from '../installer/ssh/host-keys.ts';
import { Installs } from '../installer/push/installs.ts';
import type { JoinTarget } from '../installer/join/join-commands.ts';
import { JoinOffer, joinSystems } from '../installer/join/join-offer.ts';
import { JoinPages } from '../installer/join/join-pages.ts';
import { makeInClone } from '../installer/bundles/make-in-clone.ts';
import { TokenAdmission } from '../installer/push/token-admission.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { MachineUse } from '../ledger/machine-use.ts';
import { SshHostBook } from '../ledger/ssh-hosts.ts';
import { DownloadFiles } from '../library/download-files.ts';
import { downloadFolderOf } from '../library/library.ts';
import type { LinkTo } from '../link/link-to.ts';
import type { OfficeCard } from '../settings/office-card.ts';
import { loadSettings, type Settings } from '../settings/settings.ts';
import { AgentUpdates } from './agent-updates.ts';
import { isInOffice } from './is-in-office.ts';
import { LiveMachines } from './live-machines.ts';
import type { OpenTunnels } from './open-tunnels.ts';
import type { Programs } from './programs.ts';

interface MachinesParts {
  readonly dataDir: string;
  readonly settings: Settings;
  readonly card: OfficeCard;
  readonly db: DatabaseSync;
  readonly inventory: Inventory;
  readonly use: MachineUse;
  readonly tunnels: OpenTunnels;
  readonly linkTo: LinkTo;
  readonly programs: Programs;
  readonly wake: (machineId: string) => Promise<void>;
  /** Where window and API are served. */
  readonly port: () => number;
  readonly log: Log;
  /** Closes what is opened here, in reverse. */
  readonly opened: AsyncDisposableStack;
}

interface OpenMachines {
  readonly machines: LiveMachines;
  readonly updates: AgentUpdates;
  readonly joinPages: JoinPages;
  /** Announces this office and listens for PCs, where the settings allow it. Begun when the ports are known. */
  readonly startDiscovery: () => void;
  /** This PC woke up: the others hear at once that it is there. */
  readonly refreshDiscovery: () => void;
}

export function openMachines(parts: MachinesParts): OpenMachines {
  const { dataDir, settings, card, db, inventory, use, tunnels, linkTo, programs, wake, port, log, opened } = parts;
  const { enrolment, identity, addresses } = tunnels;
  const bundles = new Bundles({ folder: programs.bundles, version, make: makeInClone(programs.root) });
  opened.defer(() => bundles.close());
  const offer = new JoinOffer(bundles, log);
  const discovery = new Discovery({
    announcement: () => announcementOf(card.name, identity.pin, { http: port(), agents: tunnels.port }),
    isKnown: (addressOrHostName) => isInOffice(addressOrHostName, inventory.machines(), enrolment.asks()),
    log,
  });
  opened.defer(() => discovery.close());
  const hosts = new SshHostBook(db);
  const installs = new Installs({
    hosts,
    bundles,
    admission: new TokenAdmission({
      enrolment,
      isConnected: (id) => inventory.machine(id)?.state === 'online',
      onChange: (listener) => inventory.onChange(listener),
    }),
    officePin: identity.pin,
    dialAddresses: addresses,
    ownAddresses: allAddresses,
    sshAgent: process.env['SSH_AUTH_SOCK'] ?? null,
    clock: systemClock,
    log,
  });
  opened.defer(() => installs.close());
  const updates = new AgentUpdates({ inventory, bundles, linkTo, log });
  opened.defer(() => updates.close());
  const machines = new LiveMachines({
    inventory,
    use,
    enrolment,
    discovery,
    hostKeys: new HostKeys(hosts),
    installs,
    updates,
    wake,
    linkTo,
    commandsFor: (token, systems, signal) =>
      offer.commands(token, joinTarget(addresses(), port()), { systems: systems ?? joinSystems, signal }),
    backup: async () =>
      makeBackup({
        identity,
        ca: await readOfficeCa(dataDir),
        officeName: card.name,
        settings: loadSettings(dataDir),
        db,
        downloads: new DownloadFiles(downloadFolderOf(dataDir)).records(),
        now: systemClock.now(),
      }),
  });
  opened.defer(() => machines.close());
  const joinPages = new JoinPages({
    offer,
    officeName: () => card.name,
    agentsPort: () => tunnels.port,
    plainPort: port,
    log,
  });
  const startDiscovery = (): void => {
    if (settings.discovery.enabled) discovery.start();
  };
  return { machines, updates, joinPages, startDiscovery, refreshDiscovery: () => discovery.refresh() };
}

function announcementOf(name: string, pin: string, ports: { http: number; agents: number }): Announcement {
  return {
    role: 'coordinator',
    name,
    version,
    pin,
    agents: String(ports.agents),
    http: String(ports.http),
  };
}

/** @param addresses where agents dial, best first */
function joinTarget([first = '127.0.0.1:8421', ...others]: readonly string[], port: number): JoinTarget {
  return { http: `http://${first.replace(/:\d+$/, '')}:${port}`, coordinators: [first, ...others] };
}
