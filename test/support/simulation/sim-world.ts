/** A whole office in virtual time: PCs, the coordinator over them, clients and faults; all chance comes from the seed. */
import type { DatabaseSync } from 'node:sqlite';
import type { Plan, Snapshot } from '../../../contract/plan.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { MachineBook } from '../../../main/ledger/machines.ts';
import { ModelBook } from '../../../main/ledger/models.ts';
import { plan } from '../../../main/planner/plan.ts';
import { loadSettings, type Settings } from '../../../main/settings/settings.ts';
import { gib } from '../a-gpu.ts';
import { Ground } from './ground.ts';
import { Invariants } from './invariants.ts';
import { SimCard } from './sim-card.ts';
import { SimClients } from './sim-clients.ts';
import { anyDeployment, cardKinds, simModels, simVariants, someOthers } from './sim-models.ts';
import { SimOffice } from './sim-office.ts';
import { SimPc } from './sim-pc.ts';

export interface WorldOptions {
  readonly seed: number;
  readonly machines: number;
  /** An empty folder for the ledger. */
  readonly dataDir: string;
}

/** A search as long as the product's would be nearly all that the simulation does. */
export const looks = 20_000;
/** Milliseconds that the coordinator computes for a plan: about as measured, for each machine. */
const planMsOfMachine = 3;

export class SimWorld {
  readonly ground: Ground;
  readonly pcs: readonly SimPc[];
  readonly clients: SimClients;
  readonly invariants: Invariants;
  readonly #db: DatabaseSync;
  readonly #settings: Settings;
  readonly #uninstall: () => void;
  #office: SimOffice | null = null;
  #runs = 0;

  constructor({ seed, machines, dataDir }: WorldOptions) {
    const ground = new Ground(seed);
    this.ground = ground;
    this.#uninstall = ground.time.install();
    this.#db = openLedger(dataDir);
    // The disk's own time is no part of this.
    this.#db.exec('PRAGMA synchronous = OFF');
    this.#settings = loadSettings(dataDir);
    this.invariants = new Invariants(this);
    const book = new MachineBook(this.#db);
    this.pcs = Array.from({ length: machines }, (_, at) => this.#newPc(at));
    for (const { id, local } of this.pcs) {
      book.put({ id, name: id, certificate: '', fingerprint: id, local, machineId: id, removing: false });
    }
    const models = new ModelBook(this.#db);
    for (const variant of simVariants) models.putVariant(variant);
    for (const model of simModels.slice(0, -2)) models.putDeployment(anyDeployment(ground, model, this.replicasAtMost));
    this.clients = new SimClients(ground, () => this.office.answering);
    this.startCoordinator();
    for (const pc of this.pcs) pc.start();
  }

  /** A model may have so many replicas at least. */
  get replicasAtMost(): number {
    return Math.max(1, Math.round(this.pcs.length / 12));
  }

  /** @throws while the coordinator is down */
  get office(): SimOffice {
    if (!this.#office) throw new Error('the coordinator is down');
    return this.#office;
  }

  get isUp(): boolean {
    return this.#office !== null;
  }

  startCoordinator(): void {
    const run = (++this.#runs).toString(16).padStart(6, '0');
    const { ground } = this;
    this.#office = new SimOffice({
      db: this.#db,
      settings: this.#settings,
      now: () => ground.time.now,
      run,
      plan: (snapshot) => this.#plan(snapshot),
    });
  }

  stopCoordinator(): void {
    this.clients.cutOff();
    this.office.close();
    this.#office = null;
    for (const { link } of this.pcs) link?.breakHere();
  }

  close(): void {
    this.#office?.close();
    this.#db.close();
    this.#uninstall();
  }

  #plan(snapshot: Snapshot): Plan {
    const { ground } = this;
    const made = plan(snapshot, looks);
    ground.count('plans');
    ground.time.spend(planMsOfMachine * snapshot.machines.length);
    this.invariants.planned(snapshot, made);
    return made;
  }

  #newPc(at: number): SimPc {
    const { ground } = this;
    const cards = Array.from({ length: ground.percent(12) ? 2 : 1 }, (_, place) => {
      const [name, size] = ground.some(cardKinds);
      return new SimCard(`vulkan:0000:0${place + 1}:00.0`, name, size * gib, Math.min(someOthers(ground), size * gib));
    });
    return new SimPc({
      ground,
      id: `pc${at}`,
      local: at === 0,
      cards,
      dial: (link) => {
        if (!this.#office) return false;
        this.#office.take(link);
        return true;
      },
      watch: this.invariants,
    });
  }
}
