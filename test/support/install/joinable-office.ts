import { onTestFinished } from 'vitest';
import { systemClock } from '../../../main/base/clock.ts';
import { Tunnels } from '../../../main/coordinator/tunnels.ts';
import { Enrolment } from '../../../main/enrolment/enrolment.ts';
import { Inventory } from '../../../main/inventory/inventory.ts';
import { JoinTokenBook } from '../../../main/ledger/join-tokens.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { MachineBook } from '../../../main/ledger/machines.ts';
import { openIdentity } from '../../../main/link/identity.ts';
import { TunnelServer } from '../../../main/link/tunnel-server.ts';
import { quietLog } from '../quiet-log.ts';
import { tempDir } from '../temp-dir.ts';

interface JoinableOptions {
  /** An earlier one's: a coordinator that comes back. */
  readonly dataDir?: string;
  readonly port?: number;
  readonly lease?: { readonly beatMs?: number; readonly missesAllowed?: number };
  /** Shifts its clock. */
  readonly clock?: { now(): number };
}

/** An office that machines can join, with its real ledger, enrolment, tunnels and inventory, and no models. Closed with the test. */
export async function openJoinableOffice({ dataDir = tempDir(), port = 0, lease, clock }: JoinableOptions = {}) {
  const db = openLedger(dataDir);
  const identity = await openIdentity(dataDir);
  const machines = new MachineBook(db);
  const inventory = new Inventory(systemClock);
  const tunnels = new Tunnels(inventory, quietLog);
  let bound = port;
  const enrolment = new Enrolment({
    pin: identity.pin,
    officeName: () => 'Linden & Roth',
    addresses: () => [`127.0.0.1:${bound}`],
    machines,
    tokens: new JoinTokenBook(db),
    office: inventory,
    linkTo: (id) => tunnels.to(id),
    onRemoved: () => server.recheck(),
    clock: clock ?? systemClock,
    log: quietLog,
  });
  const server: TunnelServer = new TunnelServer({
    identity,
    admitted: (fingerprint) => machines.admitted(fingerprint),
    joinDoor: enrolment.door,
    onLink: (link) => void tunnels.take(link),
    log: quietLog,
    ...(lease ? { lease } : {}),
  });
  bound = await server.listen(port, '127.0.0.1');
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> =>
    (closing ??= (async () => {
      enrolment.close();
      tunnels.close();
      await server.close();
      db.close();
    })());
  onTestFinished(close);
  const target = { address: '127.0.0.1', port: bound, pin: identity.pin };
  return {
    dataDir,
    db,
    identity,
    machines,
    inventory,
    tunnels,
    enrolment,
    server,
    target,
    address: `127.0.0.1:${bound}`,
    close,
  };
}

export type JoinableOffice = Awaited<ReturnType<typeof openJoinableOffice>>;
