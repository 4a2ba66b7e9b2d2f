/** How each machine may be used: paused, its hours, how much of each GPU is shared, whether it is woken. Asked on each report, so it is kept. */
import type { DatabaseSync } from 'node:sqlite';
import { Hours } from '../../contract/control-machines.ts';
import { Listeners } from '../base/listeners.ts';
import { noSuchMachine } from '../base/no-such-machine.ts';

export interface UseRules {
  /** An admin paused it. */
  readonly paused: boolean;
  /** When it serves; null: always. */
  readonly hours: Hours | null;
  /** Bytes of a GPU that the office may use at most, by GPU id; a GPU that is not named has no limit. */
  readonly limits: Readonly<Record<string, number>>;
  /** The office may wake it by itself when it lacks room. */
  readonly wakeWhenNeeded: boolean;
}

const free: UseRules = { paused: false, hours: null, limits: {}, wakeWhenNeeded: false };

export class MachineUse {
  readonly #db: DatabaseSync;
  readonly #changed = new Listeners();
  #kept: Map<string, UseRules> | null = null;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Called after each change. Returns how to stop listening. */
  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** The rules of a machine; one that is not known has none. */
  of(machineId: string): UseRules {
    this.#kept ??= this.#read();
    return this.#kept.get(machineId) ?? free;
  }

  /** @throws ProblemError machine_not_found */
  setPaused(machineId: string, paused: boolean): void {
    this.#set(machineId, 'UPDATE machines SET paused = ? WHERE id = ?', paused ? 1 : 0);
  }

  /** @param hours null: always. @throws ProblemError machine_not_found */
  setHours(machineId: string, hours: Hours | null): void {
    this.#set(machineId, 'UPDATE machines SET hours = ? WHERE id = ?', hours && JSON.stringify(hours));
  }

  /** @throws ProblemError machine_not_found */
  setWakeWhenNeeded(machineId: string, may: boolean): void {
    this.#set(machineId, 'UPDATE machines SET wake_when_needed = ? WHERE id = ?', may ? 1 : 0);
  }

  /** "Share at most this many bytes of this GPU." @param bytes null: all of it. @throws ProblemError machine_not_found */
  setLimit(machineId: string, gpuId: string, bytes: number | null): void {
    if (!this.#db.prepare('SELECT 1 FROM machines WHERE id = ?').get(machineId)) noSuchMachine();
    if (bytes === null) {
      this.#db.prepare('DELETE FROM gpu_limits WHERE machine_id = ? AND gpu_id = ?').run(machineId, gpuId);
    } else {
      this.#db
        .prepare(
          `INSERT INTO gpu_limits (machine_id, gpu_id, bytes) VALUES (?, ?, ?)
           ON CONFLICT (machine_id, gpu_id) DO UPDATE SET bytes = excluded.bytes`,
        )
        .run(machineId, gpuId, bytes);
    }
    this.#forget();
  }

  /** Says which machines there are: the rules of one that was removed went with it, and are none of the next one with its id. */
  machinesAre(ids: ReadonlySet<string>): void {
    const kept = [...(this.#kept?.keys() ?? [])];
    if (kept.some((id) => !ids.has(id))) this.#kept = null;
  }

  #set(machineId: string, statement: string, value: string | number | null): void {
    if (this.#db.prepare(statement).run(value, machineId).changes === 0) noSuchMachine();
    this.#forget();
  }

  #forget(): void {
    this.#kept = null;
    this.#changed.call();
  }

  #read(): Map<string, UseRules> {
    const limits = new Map<string, Record<string, number>>();
    for (const { machine_id: id, gpu_id: gpu, bytes } of this.#db.prepare('SELECT * FROM gpu_limits').all()) {
      limits.set(String(id), { ...limits.get(String(id)), [String(gpu)]: Number(bytes) });
    }
    const rows = this.#db.prepare('SELECT id, paused, hours, wake_when_needed FROM machines').all();
    return new Map(
      rows.map(({ id, paused, hours, wake_when_needed: wakeWhenNeeded }) => [
        String(id),
        {
          paused: paused === 1,
          hours: hours === null ? null : Hours.parse(JSON.parse(String(hours))),
          limits: limits.get(String(id)) ?? {},
          wakeWhenNeeded: wakeWhenNeeded === 1,
        },
      ]),
    );
  }
}
