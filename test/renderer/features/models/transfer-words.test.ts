import { describe, expect, it } from 'vitest';
import { problem } from '../../../../contract/problem.ts';
import {
  copyWords,
  downloadWords,
  shareDone,
  speedInWords,
  timeInWords,
} from '../../../../renderer/features/models/transfer-words.ts';
import { aCopy, aDownload } from '../../../support/model-fixtures.ts';

const mib = 1024 ** 2;

describe('a download in a line', () => {
  it('says how far it is, how fast, and how long it takes', () => {
    const download = aDownload({ bytesPerSecond: 6.1 * mib, secondsLeft: 252 });
    expect(downloadWords(download, 0)).toBe(
      '2.9 of 4.4 GB from the internet, 6.1 MB/s, 4 min left. Checked by sha256 when complete',
    );
  });

  it('says what has come when nobody told the whole', () => {
    expect(downloadWords(aDownload({ totalBytes: null }), 0)).toMatch(/^2\.9 GB from the internet\./);
    expect(shareDone(5, null)).toBe(0);
  });

  it('keeps both units where they differ', () => {
    expect(downloadWords(aDownload({ doneBytes: 20 * mib }), 0)).toMatch(/^20 MB of 4\.4 GB/);
  });

  it('says why it waits, and when it goes on', () => {
    const waiting = aDownload({ state: 'waiting', problem: problem('hub_busy', 'The hub is busy.'), retryAt: 42_000 });
    expect(downloadWords(waiting, 0)).toBe('2.9 of 4.4 GB. The hub is busy. Tried again in 42 s.');
  });

  it.each([
    ['queued', 'Others come first; 2.9 of 4.4 GB are here'],
    ['checking', '2.9 GB are here and being checked'],
    ['paused', 'Paused at 2.9 of 4.4 GB; it goes on from there'],
    ['failed', 'Stopped at 2.9 of 4.4 GB'],
    ['done', '2.9 GB, checked and taken in'],
  ] as const)('has words for one that is %s', (state, words) => {
    expect(downloadWords(aDownload({ state }), 0)).toBe(words);
  });
});

describe('a copy in a line', () => {
  it('says that the internet is not used, and what it is for', () => {
    expect(copyWords(aCopy({ bytesPerSecond: 104 * mib, secondsLeft: 4 }), 0)).toBe(
      '1.6 of 2.0 GB over the office network, 104 MB/s, 4 s left. A spare copy, internet not used',
    );
    expect(copyWords(aCopy({ state: 'queued', purpose: 'placement' }), 0)).toBe(
      'Others come first. A replica waits for it, internet not used',
    );
  });
});

it('gives speeds and times in words', () => {
  expect([0.04, 6.14, 9.96, 104].map((mb) => speedInWords(mb * mib))).toEqual([
    '0.0 MB/s',
    '6.1 MB/s',
    '10 MB/s',
    '104 MB/s',
  ]);
  expect([0, 4, 59, 252, 3_600, 7_500].map(timeInWords)).toEqual(['1 s', '4 s', '59 s', '4 min', '1 h', '2 h 5 min']);
});
