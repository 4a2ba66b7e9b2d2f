/** The coordinator of the simulation: the product's own rooms over simulated tunnels. The ledger outlives it. */
import type { DatabaseSync } from 'node:sqlite';
import type { Plan, Snapshot } from '../../../contract/plan.ts';
import { OfficeFleet } from '../../../main/coordinator/office-fleet.ts';
import { Tunnels } from '../../../main/coordinator/tunnels.ts';
import { Deployer } from '../../../main/deployer/deployer.ts';
import { Answering } from '../../../main/gateway/answering.ts';
import { Inventory } from '../../../main/inventory/inventory.ts';
import { Traffic } from '../../../main/inventory/traffic.ts';
import { MachineBook } from '../../../main/ledger/machines.ts';
import { MachineUse } from '../../../main/ledger/machine-use.ts';
import { MeasuredLoads } from '../../../main/ledger/measured-loads.ts';
import { ModelBook } from '../../../main/ledger/models.ts';
import type { AgentLink } from '../../../main/link/agent-link.ts';
import { PlacementLoop } from '../../../main/placement/placement-loop.ts';
import type { Settings } from '../../../main/settings/settings.ts';
import { quietLog } from '../quiet-log.ts';
import type { SimLink } from './sim-link.ts';
import { WatchedSlots } from './watched-slots.ts';

interface SimOfficeParts {
  readonly db: DatabaseSync;
  readonly settings: Settings;
  readonly now: () => number;
  /** Of this run: in the ids of its replicas. */
  readonly run: string;
  readonly plan: (snapshot: Snapshot) => Plan;
}

export class SimOffice {
  readonly inventory: Inventory;
  readonly traffic: Traffic;
  readonly models: ModelBook;
  readonly use: MachineUse;
  readonly loads: MeasuredLoads;
  readonly deployer: Deployer;
  readonly placement: PlacementLoop;
  readonly fleet: OfficeFleet;
  readonly slots: WatchedSlots;
  readonly answering: Answering;
  readonly #tunnels: Tunnels;

  constructor({ db, settings, now, run, plan }: SimOfficeParts) {
    const clock = { now };
    const log = quietLog;
    this.inventory = new Inventory(clock);
    this.traffic = new Traffic(clock);
    this.models = new ModelBook(db);
    this.use = new MachineUse(db);
    this.loads = new MeasuredLoads(db, log);
    this.#tunnels = new Tunnels(this.inventory, log);
    for (const machine of new MachineBook(db).list()) this.inventory.know(machine);
    const linkTo = (id: string): AgentLink | undefined => this.#tunnels.to(id);
    const { inventory, traffic, models, use, loads } = this;
    this.deployer = new Deployer(inventory, linkTo, log);
    const rooms = { inventory, traffic, models, use, loads, deployer: this.deployer };
    const margin = { bytes: settings.marginBytes, onChange: () => () => undefined };
    const courtesies = { now: settings.courtesy, onChange: () => () => undefined };
    this.placement = new PlacementLoop({ ...rooms, settings, margin, courtesies, clock, log, run, plan });
    const placement = this.placement;
    this.fleet = new OfficeFleet({ inventory, models, placement, linkTo });
    this.slots = new WatchedSlots({ fleet: this.fleet, traffic, clock });
    const { fleet, slots } = this;
    const requests = { ended: () => undefined };
    this.answering = new Answering({ fleet, slots, usage: { note: () => undefined }, requests, clock, log });
    placement.wake();
  }

  /** An agent dials. */
  take(link: SimLink): void {
    void this.#tunnels.take(link as unknown as AgentLink);
  }

  close(): void {
    this.placement.close();
    this.slots.close();
    this.#tunnels.close();
  }
}
