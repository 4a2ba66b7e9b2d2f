import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { readLines } from '../../../main/link/read-lines.ts';

it('gives whole lines, however they were cut', async () => {
  const stream = new PassThrough();
  const reading = Array.fromAsync(readLines(stream));
  stream.write('one\ntw');
  stream.end('o\n');
  expect((await reading).flat()).toEqual(['one', 'two']);
});

it('ends with an error where a line has no end, instead of ending the process', async () => {
  const stream = new PassThrough();
  const reading = Array.fromAsync(readLines(stream, { maxLength: 10 }));
  stream.write('a line without an end');
  await expect(reading).rejects.toThrow('a line has over 10 characters');
  expect(stream.destroyed).toBe(true);
});

it('tells a stream that breaks off from one that ended', async () => {
  const stream = new PassThrough();
  const reading = Array.fromAsync(readLines(stream));
  stream.destroy();
  await expect(reading).rejects.toThrow('the stream broke off');
});

it('lets long lines wait for a slow reader no more than short ones', async () => {
  const stream = new PassThrough();
  const lines = readLines(stream);
  const first = lines.next();
  stream.write('one\n');
  await first;
  const long = 'x'.repeat(1024 * 1024);
  while (!stream.isPaused()) {
    stream.write(`${long}\n`);
    await new Promise(setImmediate);
    expect(stream.isPaused() || stream.writableLength === 0).toBe(true);
  }
  expect((await lines.next()).value).toHaveLength(5);
  expect(stream.isPaused()).toBe(false);
  stream.destroy();
});
