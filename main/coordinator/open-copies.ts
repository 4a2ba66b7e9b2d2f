/** Opens what brings model files to the machines, and wakes it when something changed that it decides by. */
import type { Log } from '../../common/log.ts';
import { systemClock } from '../base/clock.ts';
import { Copies } from '../copies/copies.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { MachineUse } from '../ledger/machine-use.ts';
import type { ModelBook } from '../ledger/models.ts';
import type { MemoryRules } from '../library/fits.ts';
import type { Library } from '../library/library.ts';
import { fileOf } from '../library/take-file.ts';
import type { LinkTo } from '../link/link-to.ts';
import type { Margin } from '../settings/margin.ts';
import type { Settings } from '../settings/settings.ts';
import { takeCopySnapshot } from './take-copy-snapshot.ts';

interface CopiesParts {
  readonly inventory: Inventory;
  readonly models: ModelBook;
  readonly use: MachineUse;
  readonly library: Library;
  readonly linkTo: LinkTo;
  readonly rules: MemoryRules;
  readonly settings: Settings;
  readonly margin: Margin;
  readonly log: Log;
  /** Closes what is opened here, in reverse. */
  readonly opened: AsyncDisposableStack;
}

export function openCopies({
  inventory,
  models,
  use,
  library,
  linkTo,
  rules,
  settings,
  margin,
  log,
  opened,
}: CopiesParts): Copies {
  const copies = new Copies({
    snapshot: () =>
      takeCopySnapshot({
        machines: inventory.machines(),
        useOf: (machineId) => use.of(machineId),
        now: new Date(),
        deployments: models.deployments(),
        variants: models.variants(),
        rules,
        settings,
        marginBytes: margin.bytes,
      }),
    fileOf: (sha256) => fileOf(library.folder, sha256),
    linkTo,
    clock: systemClock,
    log,
  });
  opened.defer(() => copies.close());
  for (const room of [inventory, use, margin]) opened.defer(room.onChange(() => copies.wake()));
  return copies;
}
