/** What is known of the machines: who is connected, their GPUs, and the replicas that they report. Kept in memory. */
import type { AgentHello, AgentReport, HelloHead } from '../../contract/agent-api.ts';
import type { Notice } from '../../contract/notice.ts';
import type { Clock } from '../base/clock.ts';
import { Listeners } from '../base/listeners.ts';
import type { KnownMachine } from '../ledger/machines.ts';
import { memoryNotice } from './memory-notice.ts';
import { type MachineFacts, type MachineState, type NoticeKind, noticeOf } from './machine-facts.ts';

/** What a machine says of itself when its tunnel opens. */
interface Arrival {
  readonly hello: AgentHello;
  /** Where its tunnel comes from. */
  readonly address: string;
}

/** An agent that is connected and cannot be used. */
interface Unusable {
  readonly head: HelloHead;
  readonly address: string;
  readonly notice: Notice;
}

/** What else is known of a machine that is not online. */
const nothingElse = { files: [], disk: null, userPause: null, missing: [] };
/** What older agents leave out. */
const elseOf = ({ files = [], disk = null, userPause = null, missing = [] }: AgentReport) => ({
  files,
  disk,
  userPause,
  missing,
});

export class Inventory {
  readonly #clock: Clock;
  readonly #machines = new Map<string, MachineFacts>();
  /** Reports of machines that are returning: they count when the machine has shown that it stays. */
  readonly #awaited = new Map<string, AgentReport>();
  readonly #notices = new Map<string, Map<NoticeKind, Notice>>();
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

  /** A machine that was let in. Of one that is known already only the name is taken. */
  know({ id, name, local, removing }: KnownMachine): void {
    const known = this.#machines.get(id);
    if (known) return known.name === name ? undefined : this.#update(id, { name });
    const nothing = { hardware: null, wake: [], gpus: [], replicas: [], before: [], address: null, agentVersion: null };
    const joining = { state: 'joining', since: this.#clock.now(), notice: null } as const;
    this.#put({ id, name, local, removing, ...joining, ...nothing, ...nothingElse });
  }

  /** An admin takes it out: nothing new is placed there. */
  removing(id: string): void {
    this.#update(id, { removing: true });
  }

  /** It is no machine of this office any more. */
  forget(id: string): void {
    this.#awaited.delete(id);
    this.#notices.delete(id);
    if (this.#machines.delete(id)) this.#changed.call();
  }

  /** Says something about a machine that a person should know, or takes it back with null. */
  notice(id: string, kind: NoticeKind, notice: Notice | null): void {
    this.#keepNotice(id, kind, notice);
    const next = noticeOf(this.#notices.get(id));
    if (JSON.stringify(next) !== JSON.stringify(this.#machines.get(id)?.notice)) this.#update(id, { notice: next });
  }

  /**
   * Its tunnel is open. One that was lost is returning until it is `steady`; another one counts at once, and so does this PC.
   * @returns whether it has to become steady first.
   */
  connected(id: string, { hello, address }: Arrival): boolean {
    const machine = this.#machines.get(id);
    if (!machine) return false;
    const { hardware, gpus, replicas, agentVersion, wake = [] } = hello;
    const returning = (machine.state === 'lost' || machine.state === 'returning') && !machine.local;
    const here = { hardware, wake, gpus, address, agentVersion };
    this.#notices.get(id)?.delete('version');
    const notice = noticeOf(this.#notices.get(id));
    if (returning) {
      this.#awaited.set(id, { gpus, replicas, ...elseOf(hello) });
      this.#update(id, { ...here, notice, ...this.#enter('returning') });
    } else {
      this.#update(id, { ...here, notice, ...this.#enter('online'), replicas, ...elseOf(hello), before: [] });
    }
    return returning;
  }

  /** A machine that came back has shown that it stays. */
  steady(id: string): void {
    const report = this.#awaited.get(id);
    if (!report || this.#machines.get(id)?.state !== 'returning') return;
    this.#awaited.delete(id);
    this.#update(id, { ...this.#enter('online'), ...report, ...elseOf(report), before: [] });
  }

  /** It is connected and cannot be used. */
  stopped(id: string, { head, address, notice }: Unusable): void {
    this.notice(id, 'version', notice);
    const { agentVersion, hardware } = head;
    const nothing = { gpus: [], replicas: [], before: [], ...nothingElse };
    this.#update(id, { ...this.#enter('stopped'), address, agentVersion, hardware, ...nothing });
  }

  /** @param report the same object as the last time when nothing has changed */
  reported(id: string, report: AgentReport): void {
    const { state, gpus, replicas } = this.#machines.get(id) ?? {};
    const { gpus: nextGpus, replicas: nextReplicas } = report;
    if (state === 'online' && (gpus !== nextGpus || replicas !== nextReplicas)) {
      this.#update(id, { ...report, ...elseOf(report) });
    }
    if (state !== 'returning') return;
    this.#awaited.set(id, report);
    this.#update(id, { gpus: report.gpus });
  }

  lost(id: string): void {
    const machine = this.#machines.get(id);
    if (!machine || machine.state === 'joining' || machine.state === 'lost') return;
    this.#awaited.delete(id);
    const before = machine.state === 'returning' ? machine.before : machine.replicas;
    this.#update(id, { ...this.#enter('lost'), address: null, replicas: [], before, ...nothingElse });
  }

  #enter(state: MachineState): Pick<MachineFacts, 'state' | 'since'> {
    return { state, since: this.#clock.now() };
  }

  #update(id: string, change: Partial<MachineFacts>): void {
    const machine = this.#machines.get(id);
    if (!machine) return;
    const next = { ...machine, ...change };
    if (change.missing) {
      this.#keepNotice(id, 'memory', memoryNotice(next.missing, next.gpus));
      next.notice = noticeOf(this.#notices.get(id));
    }
    this.#put(next);
  }

  #keepNotice(id: string, kind: NoticeKind, notice: Notice | null): void {
    const all = this.#notices.get(id) ?? new Map<NoticeKind, Notice>();
    if (notice) all.set(kind, notice);
    else all.delete(kind);
    this.#notices.set(id, all);
  }

  #put(machine: MachineFacts): void {
    this.#machines.set(machine.id, machine);
    this.#changed.call();
  }
}
