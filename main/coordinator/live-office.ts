/** The office as the window's API shows and commands it, over the rooms that run. */
import type { OfficeChange, OfficeState } from '../../contract/control-api.ts';
import type { CourtesyChange } from '../../contract/courtesy.ts';
import type { InternetLimit } from '../../contract/internet.ts';
import type { DownloadView } from '../../contract/library.ts';
import { isLoopback } from '../../common/address.ts';
import { machineName } from '../base/this-pc.ts';
import { defaultDataDir } from '../base/data-dir.ts';
import { isInHours } from '../base/hours.ts';
import { Listeners } from '../base/listeners.ts';
import type { ServingSwitch } from '../base/serving-switch.ts';
import { version } from '../../common/version.ts';
import type { Office } from '../control/office.ts';
import { viewOffice } from '../control/office-view.ts';
import type { Copies } from '../copies/copies.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { MachineUse } from '../ledger/machine-use.ts';
import type { ModelBook } from '../ledger/models.ts';
import type { PlacementLoop } from '../placement/placement-loop.ts';
import type { Courtesies } from '../settings/courtesies.ts';
import type { InternetLine } from '../settings/internet-line.ts';
import type { Margin } from '../settings/margin.ts';
import type { OfficeCard } from '../settings/office-card.ts';
import type { ServedNetworks } from '../settings/served-networks.ts';
import type { Settings } from '../settings/settings.ts';
import type { AgentUpdates } from './agent-updates.ts';
import type { LiveAttached } from './live-attached.ts';
import type { LiveMachines } from './live-machines.ts';

interface LiveOfficeParts {
  readonly inventory: Inventory;
  readonly models: ModelBook;
  readonly placement: PlacementLoop;
  readonly use: MachineUse;
  readonly machines: LiveMachines;
  readonly attached: Pick<LiveAttached, 'list' | 'onChange'>;
  readonly updates: AgentUpdates;
  readonly copies: Pick<Copies, 'list' | 'onChange'>;
  readonly canWake: (machineId: string) => boolean;
  readonly serving: ServingSwitch;
  readonly settings: Settings;
  readonly networks: Pick<ServedNetworks, 'addresses' | 'onChange'>;
  readonly card: OfficeCard;
  readonly margin: Margin;
  readonly internet: InternetLine;
  readonly courtesies: Courtesies;
  readonly dataDir: string;
  /** What is on its way from the internet. */
  readonly downloads: () => readonly DownloadView[];
  readonly onDownloads: (listener: () => void) => () => void;
  /** Requests that wait for a slot. */
  readonly waiting: () => number;
  /** Where window and API are served. */
  readonly port: () => number;
  readonly onShutdownWish: () => void;
}

export class LiveOffice implements Office {
  readonly #parts: LiveOfficeParts;
  readonly #startedAt = Date.now();
  readonly #modelReady = new Listeners<[model: string, machine: string]>();
  readonly #stops: (() => void)[];
  #ready = new Set<string>();

  constructor(parts: LiveOfficeParts) {
    this.#parts = parts;
    this.#stops = [parts.inventory.onChange(() => this.#noteReady())];
  }

  state(): OfficeState {
    const {
      inventory,
      models,
      placement,
      use,
      machines,
      updates,
      serving,
      settings,
      networks,
      card,
      margin,
      internet,
      courtesies,
      dataDir,
      waiting,
      port,
    } = this.#parts;
    const addresses = isLoopback(settings.lan.host) ? [] : networks.addresses();
    return viewOffice({
      office: {
        ...card.facts,
        version,
        machineName: machineName(),
        startedAt: this.#startedAt,
        addresses: (addresses.length > 0 ? addresses : ['127.0.0.1']).map((address) => `${address}:${port()}`),
        serving: serving.isOn,
        dataDir: dataDir === defaultDataDir() ? null : dataDir,
      },
      marginBytes: margin.bytes,
      internet: internet.limit,
      courtesy: courtesies.now,
      machines: inventory.machines(),
      useOf: (id) => use.of(id),
      isResting: (id) => use.of(id).paused || !isInHours(use.of(id).hours, new Date()),
      canWake: this.#parts.canWake,
      isUpdating: (id) => updates.isUpdating(id),
      newcomers: machines.newcomers(),
      attached: this.#parts.attached.list(),
      deployments: models.deployments(),
      variants: models.variants(),
      marks: models.marks(),
      plan: placement.plan,
      downloads: this.#parts.downloads(),
      copies: this.#parts.copies.list(),
      waiting: waiting(),
    });
  }

  onChange(listener: () => void): () => void {
    const { inventory, placement, machines, attached, copies, serving, networks, card, margin, internet, courtesies } =
      this.#parts;
    const rooms = [
      inventory,
      placement,
      machines,
      attached,
      copies,
      serving,
      networks,
      card,
      margin,
      internet,
      courtesies,
    ];
    const stops = rooms.map((room) => room.onChange(listener));
    stops.push(this.#parts.onDownloads(listener));
    return () => stops.forEach((stop) => stop());
  }

  onModelReady(listener: (model: string, machine: string) => void): void {
    this.#modelReady.add(listener);
  }

  serve(on: boolean): void {
    this.#parts.serving.set(on);
  }

  change(change: OfficeChange): void {
    this.#parts.card.change(change);
  }

  setMargin(bytes: number): void {
    this.#parts.margin.set(bytes);
  }

  setInternet(limit: InternetLimit): void {
    this.#parts.internet.set(limit);
  }

  changeCourtesy(change: CourtesyChange): void {
    this.#parts.courtesies.change(change);
  }

  shutdown(): void {
    this.#parts.onShutdownWish();
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #noteReady(): void {
    const machines = this.#parts.inventory.machines();
    const now = machines.flatMap(({ name, replicas }) =>
      replicas.filter(({ state }) => state === 'ready').map(({ spec }) => ({ model: spec.model, machine: name })),
    );
    const before = this.#ready;
    this.#ready = new Set(now.map(({ model, machine }) => `${model} ${machine}`));
    for (const { model, machine } of now) {
      if (!before.has(`${model} ${machine}`)) this.#modelReady.call(model, machine);
    }
  }
}
