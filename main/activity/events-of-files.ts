/** Downloads and copies that came to an end between two looks. Pure. */
import type { CopyView } from '../../contract/copies.ts';
import type { DownloadView } from '../../contract/library.ts';
import type { NewEvent } from '../ledger/activity-book.ts';
import { asSentence, eventOf } from './event-base.ts';

export interface FilesSeen {
  readonly downloads: readonly DownloadView[];
  /** Those on their way. */
  readonly copies: readonly CopyView[];
  /** "MACHINE SHA256" of the files that lie on the machines. */
  readonly held: ReadonlySet<string>;
}

/** @param startedAt when a download or copy was first seen, by its id */
export function eventsOfFiles(
  before: FilesSeen,
  after: FilesSeen,
  startedAt: ReadonlyMap<string, number>,
  now: number,
): NewEvent[] {
  const lasted = (id: string): number | null => {
    const start = startedAt.get(id);
    return start === undefined ? null : now - start;
  };
  const downloads = new Map(before.downloads.map((one) => [one.id, one.state]));
  const copies = new Map(after.copies.map((one) => [one.id, one]));
  const failing = new Set(before.copies.filter(({ state }) => state === 'failed').map(({ id }) => id));
  return [
    ...after.downloads
      .filter(({ id, state }) => downloads.get(id) !== state && (state === 'done' || state === 'failed'))
      .map((download) => downloaded(download, lasted(download.id))),
    ...before.copies
      .filter(({ id, machineId, sha256 }) => !copies.has(id) && after.held.has(`${machineId} ${sha256}`))
      .map((copy) => copied(copy, lasted(copy.id))),
    ...after.copies.filter(({ id, state }) => state === 'failed' && !failing.has(id)).map(copyFailed),
  ];
}

function downloaded(
  { model, quantization, state, totalBytes, problem }: DownloadView,
  durationMs: number | null,
): NewEvent {
  const done = state === 'done';
  return eventOf({
    kind: 'file',
    what: done ? 'downloaded' : 'download failed',
    tone: done ? 'good' : 'bad',
    subject: model,
    sentence: done ? `${model} ${quantization} was downloaded` : `The download of ${model} ${quantization} failed`,
    reason: done ? '' : asSentence(problem?.message ?? ''),
    detail: { bytes: totalBytes, code: problem?.code ?? null },
    durationMs,
  });
}

const copied = ({ model, variant, machine, purpose, totalBytes }: CopyView, durationMs: number | null): NewEvent =>
  eventOf({
    kind: 'file',
    what: 'copied',
    tone: 'good',
    subject: model,
    sentence: `${model} ${variant} was copied to ${machine}`,
    reason:
      purpose === 'placement' ? 'A replica waits for it there.' : 'Ahead, so that a loss costs a load and not a copy.',
    detail: { machine, bytes: totalBytes },
    durationMs,
  });

const copyFailed = ({ model, variant, machine, problem }: CopyView): NewEvent =>
  eventOf({
    kind: 'file',
    what: 'copy failed',
    tone: 'bad',
    subject: model,
    sentence: `${model} ${variant} could not be copied to ${machine}`,
    reason: asSentence(problem?.message ?? ''),
    detail: { machine, code: problem?.code ?? null },
  });
