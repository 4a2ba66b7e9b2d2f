/** A graphics card of the simulation: its memory is really counted, and read with a delay. */
import type { Gpu } from '../../../contract/hardware.ts';
import { aGpu } from '../a-gpu.ts';

export class SimCard {
  readonly id: string;
  readonly name: string;
  readonly totalBytes: number;
  /** Bytes of each replica, by its id. */
  readonly held = new Map<string, number>();
  /** Replicas whose memory comes or goes now: readings of others mean nothing meanwhile. */
  readonly moving = new Set<string>();
  /** What other programs hold. */
  #others: number;
  /** What the agent believes that they hold. */
  #shown: number;

  constructor(id: string, name: string, totalBytes: number, othersBytes: number) {
    this.id = id;
    this.name = name;
    this.totalBytes = totalBytes;
    this.#others = othersBytes;
    this.#shown = othersBytes;
  }

  get others(): number {
    return this.#others;
  }

  get heldBytes(): number {
    let sum = 0;
    for (const bytes of this.held.values()) sum += bytes;
    return sum;
  }

  get freeBytes(): number {
    return this.totalBytes - this.#others - this.heldBytes;
  }

  /** Other programs want so much; they get what is free. */
  setOthers(bytes: number): void {
    this.#others = Math.max(0, Math.min(bytes, this.totalBytes - this.heldBytes));
  }

  /** The agent looks. @returns whether it saw anything new */
  look(): boolean {
    if (this.moving.size > 0 || this.#shown === this.#others) return false;
    this.#shown = this.#others;
    return true;
  }

  /** The machine was off, and with it everything on the card. */
  clear(): void {
    this.held.clear();
    this.moving.clear();
  }

  gpu(): Gpu {
    const { id, name, totalBytes } = this;
    return aGpu({ id, name, totalBytes, oursBytes: this.heldBytes, othersBytes: this.#shown, pciId: id });
  }
}
