/** Downloads over a hub of the test's own, into a library of the test's own; pauses take no time. */
import { onTestFinished } from 'vitest';
import type { DownloadView } from '../../../contract/library.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { ModelBook } from '../../../main/ledger/models.ts';
import { DownloadFiles } from '../../../main/library/download-files.ts';
import type { WantedModel } from '../../../main/library/download-record.ts';
import { Downloads } from '../../../main/library/downloads.ts';
import { Library } from '../../../main/library/library.ts';
import { Throttle } from '../../../main/library/throttle.ts';
import { wantedOfHub } from '../../../main/library/wanted-model.ts';
import type { WaitingClock } from '../../../main/library/waiting-clock.ts';
import type { HubServer } from './hub-server.ts';
import { quietLog } from '../quiet-log.ts';
import { tempDir } from '../temp-dir.ts';
import { until } from '../until.ts';

/** A clock on which each pause is over at once, and which remembers how long it would have been. */
class HurriedClock implements WaitingClock {
  readonly waits: number[] = [];
  #ahead: number;
  constructor(at: number) {
    this.#ahead = at - Date.now();
  }
  now = (): number => Date.now() + this.#ahead;
  wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.waits.push(milliseconds);
    this.#ahead += milliseconds;
    return new Promise((resolve) => setImmediate(resolve));
  }
}

interface Options {
  /** Of an office that ran before. */
  readonly folder?: string;
  readonly token?: string | null;
  readonly stallMs?: number;
  /** What the clock says at the beginning, in milliseconds since 1970; left out: the time. */
  readonly at?: number;
}

export async function openDownloads(
  hub: HubServer,
  { folder = tempDir(), token = null, stallMs = 5_000, at = Date.now() }: Options = {},
) {
  const db = openLedger(folder);
  const book = new ModelBook(db);
  const library = new Library(folder, book);
  const clock = new HurriedClock(at);
  const line: { rateAt: (now: number) => number | null } = { rateAt: () => null };
  const throttle = new Throttle(clock, (now) => line.rateAt(now));
  const downloads = new Downloads({
    hub: { endpoint: hub.endpoint, token, fetch: globalThis.fetch },
    library,
    files: new DownloadFiles(library.downloadFolder),
    throttle,
    clock,
    random: () => 0.5,
    stallMs,
    log: quietLog,
  });
  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    await downloads.close();
    db.close();
  };
  onTestFinished(close);
  await downloads.open();
  const view = (id: string): DownloadView | undefined => downloads.list().find((one) => one.id === id);
  const start = (path: string, changes: Partial<WantedModel> = {}): DownloadView => {
    const [owner, name, ...file] = path.split('/');
    return downloads.start({ ...wantedOfHub(`${owner}/${name}`, file.join('/')), ...changes });
  };
  const untilState = (id: string, ...states: DownloadView['state'][]): Promise<DownloadView> =>
    until(`it is ${states.join(' or ')}`, () => {
      const now = view(id);
      return now && states.includes(now.state) ? now : null;
    });
  /** Starts a file and lets its connection break when so many bytes have come. The hub must have been told to hold them. */
  const startAndCut = async (path: string, bytes: number): Promise<string> => {
    const { id } = start(path);
    await until('some of it has come', () => (view(id)?.doneBytes ?? 0) >= bytes);
    hub.release();
    return id;
  };
  /** Loads a file to its end, or to where it fails. */
  const load = (path: string, changes?: Partial<WantedModel>): Promise<DownloadView> =>
    untilState(start(path, changes).id, 'done', 'failed');
  return { folder, book, library, clock, line, downloads, view, start, startAndCut, untilState, load, close };
}
