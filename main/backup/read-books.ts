import type { DatabaseSync } from 'node:sqlite';
import { AdminPasswordBook } from '../ledger/admin-password.ts';
import { AliasBook } from '../ledger/aliases.ts';
import { Keys } from '../ledger/keys.ts';
import { MachineUse } from '../ledger/machine-use.ts';
import { MachineBook } from '../ledger/machines.ts';
import { PeopleBook } from '../ledger/people.ts';
import { PresetBook } from '../ledger/presets.ts';
import { WakeBook } from '../ledger/wake-book.ts';

/** Reads all of a new ledger as the office will: a row that only fits its table would end it at some later moment. @throws */
export function readBooks(db: DatabaseSync): void {
  const [use, wake, presets] = [new MachineUse(db), new WakeBook(db), new PresetBook(db)];
  for (const { id } of new MachineBook(db).list()) {
    use.of(id);
    wake.of(id);
  }
  for (const { id } of new PeopleBook(db).list()) presets.list(id);
  new Keys(db).list();
  new AliasBook(db).all();
  new AdminPasswordBook(db).read();
}
