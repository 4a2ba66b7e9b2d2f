/** Where each machine hears wake-up calls, as its agent said it last: asked while the machine sleeps, also after a restart. */
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { WakeAddress } from '../../contract/hardware.ts';
import { isPrivate } from '../../common/address.ts';

const Kept = z.array(WakeAddress);

export class WakeBook {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  of(machineId: string): WakeAddress[] {
    const row = this.#db.prepare('SELECT wake FROM machines WHERE id = ?').get(machineId);
    const wake = row?.['wake'];
    return typeof wake === 'string' ? Kept.parse(JSON.parse(wake)) : [];
  }

  /** Keeps them. One outside of private networks is left out: an agent cannot have packets sent to the internet. */
  keep(machineId: string, addresses: readonly WakeAddress[]): void {
    const kept = JSON.stringify(addresses.filter(({ broadcast }) => isPrivate(broadcast)));
    this.#db.prepare('UPDATE machines SET wake = ? WHERE id = ? AND wake IS NOT ?').run(kept, machineId, kept);
  }
}
