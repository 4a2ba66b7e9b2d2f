/** What is known of the machines: who is connected, their GPUs, and the replicas that they report. Kept in memory. */
import type { AgentHello, AgentReport } from '../../contract/agent-api.ts';
import type { Gpu, Hardware } from '../../contract/hardware.ts';
import type { ReplicaReport } from '../../contract/replica.ts';
import type { Clock } from '../base/clock.ts';
import { Listeners } from '../base/listeners.ts';
import type { KnownMachine } from '../ledger/machines.ts';

export interface MachineFacts {
  readonly id: string;
  readonly name: string;
  /** The coordinator's own PC. */
  readonly local: boolean;
  /** joining: let in, not heard of since the coordinator started. */
  readonly state: 'joining' | 'online' | 'lost';
  /** When it entered this state. */
  readonly since: number;
  readonly hardware: Hardware | null;
  readonly gpus: readonly Gpu[];
  /** Empty while the machine is lost. */
  readonly replicas: readonly ReplicaReport[];
  /** What a lost machine had: for the map alone, nothing can be asked of it. Else empty. */
  readonly before: readonly ReplicaReport[];
}

export class Inventory {
  readonly #clock: Clock;
  readonly #machines = new Map<string, MachineFacts>();
  readonly #changed = new Listeners();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Called after each change. Returns how to stop listening. */
  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  machines(): MachineFacts[] {
    return [...this.#machines.values()];
  }

  machine(id: string): MachineFacts | undefined {
    return this.#machines.get(id);
  }

  /** A machine that was let in. One that is known already stays as it is. */
  know({ id, name, local }: KnownMachine): void {
    if (this.#machines.has(id)) return;
    const since = this.#clock.now();
    this.#put({ id, name, local, state: 'joining', since, hardware: null, gpus: [], replicas: [], before: [] });
  }

  connected(id: string, hello: AgentHello): void {
    const { hardware, gpus, replicas } = hello;
    this.#update(id, { state: 'online', since: this.#clock.now(), hardware, gpus, replicas, before: [] });
  }

  reported(id: string, report: AgentReport): void {
    if (this.#machines.get(id)?.state === 'online') this.#update(id, report);
  }

  lost(id: string): void {
    const machine = this.#machines.get(id);
    if (machine?.state !== 'online') return;
    this.#update(id, { state: 'lost', since: this.#clock.now(), replicas: [], before: machine.replicas });
  }

  #update(id: string, change: Partial<MachineFacts>): void {
    const machine = this.#machines.get(id);
    if (machine) this.#put({ ...machine, ...change });
  }

  #put(machine: MachineFacts): void {
    this.#machines.set(machine.id, machine);
    this.#changed.call();
  }
}
