/** A PC of the simulation: its cards, its agent with the replicas, its power and its network. */
import type { AgentHello, AgentReport, HeldFile } from '../../../contract/agent-api.ts';
import { refuse } from '../../../contract/problem.ts';
import type { ReplicaSpec } from '../../../contract/replica.ts';
import { backOffMs } from '../../../node-agent/link/back-off.ts';
import { CommandOrder } from '../../../node-agent/link/command-order.ts';
import type { Ground } from './ground.ts';
import type { SimCard } from './sim-card.ts';
import { SimLink } from './sim-link.ts';
import { SimReplica } from './sim-replica.ts';

/** An agent leaves so much time between two reports. */
const betweenReportsMs = 100;
/** How late a silent machine is noticed: at the fourth beat. */
const noticed = { least: 4_200, most: 5_600 };

interface PcParts {
  readonly ground: Ground;
  readonly id: string;
  /** The coordinator's own. */
  readonly local: boolean;
  readonly cards: readonly SimCard[];
  /** Hands a tunnel that was opened to the coordinator. False: nobody listens. */
  readonly dial: (link: SimLink) => boolean;
  readonly watch: PcWatch;
}

/** Who looks at what happens to a PC. */
export interface PcWatch {
  /** The coordinator says that a replica shall be there. @returns to be called when that was heard, or was said in vain */
  put(pc: SimPc, spec: ReplicaSpec): () => void;
  drop(pc: SimPc, replicaId: string): void;
  /** A load did not fit. */
  tooLarge(pc: SimPc, replica: SimReplica): void;
}

export class SimPc {
  readonly id: string;
  readonly local: boolean;
  readonly cards: readonly SimCard[];
  readonly watch: PcWatch;
  readonly replicas = new Map<string, SimReplica>();
  readonly files = new Set<string>();
  /** Milliseconds that each of its messages takes longer than usual, at most. */
  slowMs = 0;
  /** So many of its next loads fail, and why. */
  readonly #troubles: ('out_of_memory' | 'engine_unavailable')[] = [];
  readonly #parts: PcParts;
  readonly #order = new CommandOrder();
  /** What is told when its network speaks again. */
  #unheard: (() => void)[] = [];
  #silentUntil = 0;
  #isOn = true;
  #link: SimLink | null = null;
  #reporting = false;
  /** Its agent's processes: what one planned, the next one does not do. */
  #run = 0;

  constructor(parts: PcParts) {
    this.#parts = parts;
    this.id = parts.id;
    this.local = parts.local;
    this.cards = parts.cards;
    this.watch = parts.watch;
  }

  /** Its agent runs. */
  get isOn(): boolean {
    return this.#isOn;
  }

  get isSilent(): boolean {
    return this.#silentUntil > this.#parts.ground.time.now;
  }

  get link(): SimLink | null {
    return this.#link;
  }

  start(): void {
    this.#dialSoon(1);
  }

  /** Its agent ends, and all its replicas. @param backMs until it runs again. @param quietly its network ends too */
  stop(backMs: number, quietly: boolean): void {
    if (!this.#isOn) return;
    this.#isOn = false;
    this.#run += 1;
    for (const replica of this.replicas.values()) replica.vanish();
    this.replicas.clear();
    for (const card of this.cards) card.clear();
    const { time } = this.#parts.ground;
    const link = this.#link;
    this.#link = null;
    if (link && quietly) time.in(this.#noticedAfter(), () => link.breakHere());
    else link?.endThere();
    time.in(backMs, () => {
      this.#isOn = true;
      for (const card of this.cards) card.look();
      this.#dialSoon(1);
    });
  }

  /** Nothing goes in or out for a while. Short of a lease's time, messages are only late. */
  silence(milliseconds: number): void {
    const { time } = this.#parts.ground;
    const until = time.now + milliseconds;
    if (until <= this.#silentUntil) return;
    this.#silentUntil = until;
    const link = this.#link;
    time.in(milliseconds + 1, () => this.#speak());
    if (!link) return;
    for (const end of ['breakHere', 'breakThere'] as const) {
      const after = this.#noticedAfter();
      if (after < milliseconds) time.in(after, () => this.isSilent && link[end]());
    }
  }

  /** Runs something now, or when its network speaks again. */
  heard(run: () => void): void {
    if (this.isSilent) this.#unheard.push(run);
    else run();
  }

  /** Its next loads fail. */
  trouble(code: 'out_of_memory' | 'engine_unavailable', times: number): void {
    for (let time = 0; time < times; time += 1) this.#troubles.push(code);
  }

  calm(): void {
    this.#troubles.length = 0;
    this.slowMs = 0;
  }

  /** Other programs' memory changed: the agent sees it at its next look. */
  othersChanged(): void {
    this.#parts.ground.time.in(this.#parts.ground.between(100, 2_000), () => this.#look());
  }

  /** Begins to serve a tunnel. @returns whether a command still counts; it throws stale_command */
  takeOrders(): (generation: number) => void {
    return this.#order.open();
  }

  put(spec: ReplicaSpec): void {
    const known = this.replicas.get(spec.replicaId);
    if (known && known.state !== 'gone') {
      if (JSON.stringify(known.spec) === JSON.stringify(spec)) return;
      refuse('invalid_request', `The replica ${spec.replicaId} exists with another specification.`);
    }
    const { ground, watch } = this.#parts;
    const replica: SimReplica = new SimReplica(spec, {
      ground,
      cards: this.cards,
      lacks: (sha256) => !this.local && !this.files.has(sha256),
      arrived: (sha256) => void this.files.add(sha256),
      trouble: () => this.#troubles.shift() ?? null,
      tooLarge: (one) => watch.tooLarge(this, one),
      changed: () => this.#changed(),
      forget: (one) => {
        if (this.replicas.get(spec.replicaId) === one) this.replicas.delete(spec.replicaId);
        this.#changed();
      },
    });
    this.replicas.set(spec.replicaId, replica);
    this.#changed();
  }

  drop(replicaId: string): void {
    this.find(replicaId).leave();
  }

  find(replicaId: string): SimReplica {
    const replica = this.replicas.get(replicaId);
    if (!replica || replica.state === 'gone') refuse('replica_not_found', `This machine has no replica ${replicaId}.`);
    return replica;
  }

  hello(): AgentHello {
    const memoryBytes = 16 * 1024 ** 3;
    const hardware = { hostName: this.id, platform: 'linux', osName: 'Debian', arch: 'x64', cpu: 'i5' } as const;
    return {
      protocol: 1,
      agentVersion: '0.1.0',
      machineId: this.id,
      hardware: { ...hardware, cores: 4, memoryBytes },
      ...this.report(),
    };
  }

  report(): AgentReport {
    const files = [...this.files].map((sha256): HeldFile => ({
      sha256,
      bytes: 1,
      whole: true,
      usedAt: 0,
      removable: true,
    }));
    return {
      gpus: this.cards.map((card) => card.gpu()),
      replicas: [...this.replicas.values()].map((replica) => replica.report()),
      files,
      disk: null,
    };
  }

  /** The tunnel ended on this side. */
  linkEnded(link: SimLink): void {
    if (this.#link !== link) return;
    this.#link = null;
    this.#dialSoon(1);
  }

  #look(): void {
    const seen = this.cards.map((card) => card.look());
    if (seen.includes(true)) this.#changed();
  }

  #changed(): void {
    if (this.#reporting || !this.#isOn) return;
    this.#reporting = true;
    this.#parts.ground.time.in(betweenReportsMs, () => {
      this.#reporting = false;
      // What other programs hold is read again when no memory of ours moves.
      for (const card of this.cards) card.look();
      this.#link?.tell();
    });
  }

  #speak(): void {
    if (this.isSilent) return;
    const unheard = this.#unheard;
    this.#unheard = [];
    for (const run of unheard) run();
  }

  #dialSoon(failures: number): void {
    const { ground, dial } = this.#parts;
    const run = this.#run;
    ground.time.in(backOffMs(failures, ground.below(1_000) / 1_000), () => {
      if (!this.#isOn || this.#run !== run || this.#link) return;
      const link = new SimLink(this, ground);
      if (this.isSilent || !dial(link)) return this.#dialSoon(failures + 1);
      this.#link = link;
    });
  }

  #noticedAfter(): number {
    return this.#parts.ground.between(noticed.least, noticed.most);
  }
}
