import { expect, it } from 'vitest';
import type { CopyView } from '../../../contract/copies.ts';
import type { DownloadView } from '../../../contract/library.ts';
import { problem } from '../../../contract/problem.ts';
import { eventsOfFiles, type FilesSeen } from '../../../main/activity/events-of-files.ts';
import { shaOf } from '../../support/office-fixtures.ts';

const download = (changes: Partial<DownloadView> = {}): DownloadView => ({
  id: 'd-1',
  model: 'qwen',
  quantization: 'Q4_K_M',
  repo: 'a/b',
  files: 1,
  state: 'loading',
  since: 0,
  doneBytes: 1,
  totalBytes: 2,
  bytesPerSecond: 1,
  secondsLeft: 1,
  retryAt: null,
  problem: null,
  ...changes,
});
const copy = (changes: Partial<CopyView> = {}): CopyView => ({
  id: 'c-1',
  model: 'qwen',
  variant: 'Q4_K_M',
  sha256: shaOf('a'),
  machineId: 'm-1',
  machine: 'PC-1',
  purpose: 'placement',
  state: 'sending',
  doneBytes: 1,
  totalBytes: 2,
  bytesPerSecond: 1,
  secondsLeft: 1,
  retryAt: null,
  problem: null,
  ...changes,
});
const files = (changes: Partial<FilesSeen> = {}): FilesSeen => ({
  downloads: [],
  copies: [],
  held: new Set(),
  ...changes,
});
const started = new Map([
  ['d-1', 1_000],
  ['c-1', 1_000],
]);
const between = (before: FilesSeen, after: FilesSeen) => eventsOfFiles(before, after, started, 31_000);

it('tell of a download that is done, once, and how long it took', () => {
  const done = files({ downloads: [download({ state: 'done' })] });
  expect(between(files({ downloads: [download()] }), done)).toMatchObject([
    { what: 'downloaded', sentence: 'qwen Q4_K_M was downloaded', durationMs: 30_000 },
  ]);
  expect(between(done, done)).toEqual([]);
});

it('tell why a download failed', () => {
  const failed = download({ state: 'failed', problem: problem('disk_full', 'The disk is full.') });
  expect(between(files({ downloads: [download()] }), files({ downloads: [failed] }))).toMatchObject([
    { what: 'download failed', tone: 'bad', reason: 'The disk is full.', detail: { code: 'disk_full' } },
  ]);
});

it('tell of a copy when its machine has the file, not when somebody ended it', () => {
  const before = files({ copies: [copy()] });
  expect(between(before, files())).toEqual([]);
  expect(between(before, files({ held: new Set([`m-1 ${shaOf('a')}`]) }))).toMatchObject([
    { what: 'copied', sentence: 'qwen Q4_K_M was copied to PC-1' },
  ]);
});

it('tell once that a copy failed', () => {
  const failed = files({ copies: [copy({ state: 'failed', problem: problem('disk_full', 'No room.') })] });
  expect(between(files({ copies: [copy()] }), failed)).toMatchObject([{ what: 'copy failed', reason: 'No room.' }]);
  expect(between(failed, failed)).toEqual([]);
});
