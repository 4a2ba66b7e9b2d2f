/** The loop that copies: what is wanted → files over bulk sockets, several machines at once, one file at a time for each. */
import { randomBytes } from 'node:crypto';
import type { CopyView } from '../../contract/copies.ts';
import { refuse, toProblem } from '../../contract/problem.ts';
import type { Log } from '../../common/log.ts';
import type { Clock } from '../base/clock.ts';
import { Listeners } from '../base/listeners.ts';
import { Copy, type CopyLink } from './copy.ts';
import type { CopyMachine, CopySnapshot } from './copy-snapshot.ts';
import { type Removal, type WantedCopy, wantedCopies } from './wanted-copies.ts';

interface CopiesParts {
  readonly snapshot: () => CopySnapshot;
  /** Where the office keeps the file. */
  readonly fileOf: (sha256: string) => string;
  readonly linkTo: (machineId: string) => CopyLink | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/** Reports come in bursts. */
const debounceMs = 20;
/** More share the coordinator's line without being sooner done. */
const atOnce = 3;
/** A copy that a person ended begins again after this time: one that a replica waits for, and one for the day of a loss. */
const cancelledMs = { placement: 60_000, ahead: 24 * 60 * 60_000 } as const;
/** Letters of a reason that an agent takes. */
const mostReason = 1_000;

export class Copies {
  readonly #parts: CopiesParts;
  readonly #copies = new Map<string, Copy>();
  readonly #cancelledAt = new Map<string, number>();
  /** Files that an agent was told to delete, until it says that they are gone. */
  readonly #leaving = new Set<string>();
  readonly #running = new Set<Promise<void>>();
  readonly #changed = new Listeners();
  readonly #closing = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #alarm: NodeJS.Timeout | null = null;

  constructor(parts: CopiesParts) {
    this.#parts = parts;
  }

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** Those on their way, the most urgent first. */
  list(): CopyView[] {
    return [...this.#copies.values()].filter(({ isDone }) => !isDone).map((copy) => copy.view());
  }

  /** Looks soon at what is wanted. Say it when machines, plans or models changed. */
  wake(): void {
    if (this.#closing.signal.aborted) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#run();
    }, debounceMs);
  }

  /** Ends a copy; what has come stays. One that a replica waits for begins again after a minute, another one after a day. @throws ProblemError copy_not_found */
  cancel(id: string): void {
    const [key, copy] = [...this.#copies].find(([, one]) => one.id === id && !one.isDone) ?? [];
    if (!key || !copy) return refuse('copy_not_found', 'There is no such copy.');
    this.#cancelledAt.set(key, this.#parts.clock.now());
    this.#forget(key, copy);
    this.wake();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    for (const timer of [this.#timer, this.#alarm]) if (timer) clearTimeout(timer);
    await Promise.all(this.#running);
  }

  #run(): void {
    const snapshot = this.#parts.snapshot();
    const now = this.#parts.clock.now();
    const { copies, removals } = wantedCopies(snapshot);
    const wanted = copies.filter((copy) => this.#mayBegin(copy, now));
    this.#take(wanted, snapshot, now);
    this.#forgetLeft(snapshot);
    for (const [key, at] of this.#cancelledAt) if (at + cancelledMs.ahead <= now) this.#cancelledAt.delete(key);
    for (const removal of removals) this.#follow(this.#remove(removal));
    this.#start(snapshot, now);
    this.#wakeAt(now);
  }

  /** What a person ended stays ended for a while. */
  #mayBegin({ machineId, variant, purpose }: WantedCopy, now: number): boolean {
    const at = this.#cancelledAt.get(keyOf(machineId, variant.sha256));
    return at === undefined || at + cancelledMs[purpose] <= now;
  }

  /** Makes the list what is wanted, in that order. */
  #take(wanted: readonly WantedCopy[], { machines }: CopySnapshot, now: number): void {
    const before = new Map(this.#copies);
    this.#copies.clear();
    for (const { machineId, variant, purpose } of wanted) {
      const key = keyOf(machineId, variant.sha256);
      const known = before.get(key);
      const copy = known && !known.hasGoneAgain(now) ? known : this.#make(machineId, variant, machines);
      before.delete(key);
      copy.want(purpose);
      this.#copies.set(key, copy);
    }
    for (const [key, copy] of before) {
      // A machine says that it has a file before the call has ended that brought it.
      if (copy.isChecking) this.#copies.set(key, copy);
      else this.#forget(key, copy);
    }
  }

  #make(machineId: string, variant: WantedCopy['variant'], machines: readonly CopyMachine[]): Copy {
    const machine = machines.find(({ id }) => id === machineId)?.name ?? machineId;
    const id = randomBytes(6).toString('hex');
    const { clock, log } = this.#parts;
    return new Copy({ id, machineId, machine, variant, clock, log, onChange: () => this.#changed.call() });
  }

  #forget(key: string, copy: Copy): void {
    copy.stop();
    this.#copies.delete(key);
    this.#changed.call();
  }

  #forgetLeft({ machines }: CopySnapshot): void {
    const there = new Set(machines.flatMap(({ id, files }) => files.map(({ sha256 }) => keyOf(id, sha256))));
    for (const key of this.#leaving) if (!there.has(key)) this.#leaving.delete(key);
  }

  #start({ machines }: CopySnapshot, now: number): void {
    const chosen = this.#choose(now);
    for (const copy of this.#copies.values()) if (copy.isRunning && !chosen.includes(copy)) copy.stop();
    for (const copy of chosen) {
      const link = this.#parts.linkTo(copy.machineId);
      const budgetBytes = machines.find(({ id }) => id === copy.machineId)?.budgetBytes ?? null;
      if (link && !copy.isRunning) this.#follow(this.#bring(copy, link, budgetBytes));
    }
  }

  /** Those that run next: what is only checked any more, then what replicas wait for, then what runs already. */
  #choose(now: number): Copy[] {
    const open = [...this.#copies.values()].filter(
      (copy) => !copy.isDone && (copy.isRunning || this.#isDue(copy, now)),
    );
    const urgent = open.some(({ purpose }) => purpose === 'placement');
    const rank = ({ purpose, isRunning, isChecking }: Copy): number =>
      isChecking ? 0 : (purpose === 'placement' ? 1 : 3) + (isRunning ? 0 : 1);
    const chosen: Copy[] = [];
    for (const copy of open.toSorted((a, b) => rank(a) - rank(b))) {
      const isMachineFree = chosen.every(({ machineId }) => machineId !== copy.machineId);
      const mayBegin = copy.isRunning || copy.purpose === 'placement' || !urgent;
      if (chosen.length < atOnce && isMachineFree && mayBegin) chosen.push(copy);
    }
    return chosen;
  }

  #isDue(copy: Copy, now: number): boolean {
    const makesRoom = [...this.#leaving].some((key) => key.startsWith(`${copy.machineId} `));
    return copy.dueAt <= now && !makesRoom && this.#parts.linkTo(copy.machineId) !== undefined;
  }

  async #bring(copy: Copy, link: CopyLink, budgetBytes: number | null): Promise<void> {
    const { fileOf, log } = this.#parts;
    const { machineId, variant, purpose } = copy;
    const about = { machineId, model: variant.model, variant: variant.name, purpose };
    log.info(about, 'a file is copied');
    const outcome = await copy.run(link, { file: fileOf(variant.sha256), budgetBytes }, this.#closing.signal);
    if (outcome === 'done') log.info(about, 'a file is on a machine');
    const reason = copy.view().problem?.message;
    // No try helps: a replica that waits for it is better off where the file is, or says why it has none.
    if (outcome === 'spoilt' && copy.purpose === 'placement') {
      await link
        .dropFile(variant.sha256, reason?.slice(0, mostReason) ?? null, this.#closing.signal)
        .catch(() => copy.failedUnheard());
    }
    this.wake();
  }

  async #remove({ machineId, sha256 }: Removal): Promise<void> {
    const { linkTo, log } = this.#parts;
    const key = keyOf(machineId, sha256);
    const link = linkTo(machineId);
    if (!link || this.#leaving.has(key)) return;
    this.#leaving.add(key);
    try {
      await link.dropFile(sha256, null, this.#closing.signal);
      log.info({ machineId, sha256 }, 'a file was deleted from a machine');
    } catch (error) {
      // Said again at the next look: a replica may have taken it meanwhile.
      this.#leaving.delete(key);
      log.info({ machineId, sha256, reason: toProblem(error).message }, 'a file was not deleted from a machine');
    }
  }

  #follow(work: Promise<void>): void {
    this.#running.add(work);
    void work.finally(() => this.#running.delete(work));
  }

  #wakeAt(now: number): void {
    const times = [...this.#copies.values()].map(({ dueAt }) => dueAt);
    const ends = [...this.#cancelledAt.values()].flatMap((at) => Object.values(cancelledMs).map((ms) => at + ms));
    const next = [...times, ...ends].filter((time) => time > now);
    if (this.#alarm) clearTimeout(this.#alarm);
    this.#alarm = next.length > 0 ? setTimeout(() => this.wake(), Math.min(...next) - now + 1) : null;
  }
}

const keyOf = (machineId: string, sha256: string): string => `${machineId} ${sha256}`;
