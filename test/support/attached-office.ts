/** An office of machines in memory and external servers of paper, with the room that asks them. */
import { onTestFinished } from 'vitest';
import type { AttachRequest } from '../../contract/attached.ts';
import { Attached } from '../../main/attached/attached.ts';
import type { ServerLimits } from '../../main/attached/attached-server.ts';
import { steadyClock } from '../../main/base/clock.ts';
import { WholeFleet } from '../../main/coordinator/whole-fleet.ts';
import { AttachedBook } from '../../main/ledger/attached-book.ts';
import { openLedger } from '../../main/ledger/ledger.ts';
import { MemoryFleet } from './gateway/memory-fleet.ts';
import { quietLog } from './quiet-log.ts';
import { tempDir } from './temp-dir.ts';
import { until } from './until.ts';
import type { FakeUpstream } from './upstream/fake-upstream.ts';

const quick: ServerLimits = { firstByteMs: 400, idleMs: 400, pollMs: 200, listMs: 500 };

export const anAttachRequest = (url: string, more: Partial<AttachRequest> = {}): AttachRequest => ({
  url,
  name: 'BIG-BOX',
  key: null,
  certificate: null,
  slots: 4,
  prefer: false,
  models: null,
  ...more,
});

export function attachedRoom(limits: Partial<ServerLimits> = {}) {
  const db = openLedger(tempDir());
  const book = new AttachedBook(db);
  const attached = new Attached({
    book,
    limits: { ...quick, ...limits },
    clock: steadyClock,
    log: quietLog,
    random: () => 0.5,
  });
  onTestFinished(() => {
    attached.close();
    db.close();
  });
  return { attached, book };
}

/** Attaches a server that runs, and waits until its models are known. @returns how it stands */
export async function attachUpstream(attached: Attached, upstream: FakeUpstream, more: Partial<AttachRequest> = {}) {
  const url = await upstream.listen();
  onTestFinished(() => upstream.close());
  const id = attached.add(anAttachRequest(url, more));
  const server = () => {
    const found = attached.servers().find(({ record }) => record.id === id);
    if (!found) throw new Error('it is not attached');
    return found;
  };
  await until('the server is ready', () => server().facts.state === 'ready');
  return { id, url, server, state: () => server().facts.state };
}

/** The same behind a gateway's fleet, beside machines of the office's own. */
export async function attachedOffice(
  upstream: FakeUpstream,
  more: Partial<AttachRequest> = {},
  limits: Partial<ServerLimits> = {},
) {
  const { attached } = attachedRoom(limits);
  const own = new MemoryFleet();
  const fleet = new WholeFleet(own, attached);
  const place = await attachUpstream(attached, upstream, more);
  return { attached, own, fleet, ...place };
}
