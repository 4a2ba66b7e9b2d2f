import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { Arrivals } from '../../../node-agent/model-store/arrivals.ts';
import { ModelStore } from '../../../node-agent/model-store/model-store.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { until } from '../../support/until.ts';

const never = new AbortController().signal;
const content = randomBytes(1_000_000);
const sha256 = createHash('sha256').update(content).digest('hex');
const file = { sha256, sizeBytes: content.length, budgetBytes: null };

function anAgent(folder = tempDir()) {
  const store = new ModelStore({ folder, receives: true });
  let changes = 0;
  const arrivals = new Arrivals(store, () => (changes += 1));
  const whole = `${folder}/${sha256}.gguf`;
  return { arrivals, store, whole, part: store.part(sha256), changed: () => changes };
}

/** A coordinator that sends these bytes when it is told from where. */
function aSender(bytes: Buffer, { open = false } = {}) {
  const stream = new PassThrough();
  const offsets: number[] = [];
  const from = (offset: number): void => {
    offsets.push(offset);
    stream.write(bytes.subarray(offset));
    if (!open) stream.end();
  };
  return { offsets, sender: { from, alive: () => undefined, bytes: stream, stop: () => void stream.destroy() } };
}

it('takes a file in, and knows it without reading it again', async () => {
  const { arrivals, store, whole, part } = anAgent();
  const { sender, offsets } = aSender(content);
  await arrivals.take(file, sender, never);
  expect(offsets).toEqual([0]);
  expect(readFileSync(whole).equals(content)).toBe(true);
  expect(existsSync(part)).toBe(false);
  expect(await store.locate(sha256, content.length, never)).toBe(whole);
  // Once it is here, nothing is sent.
  const again = aSender(content);
  await arrivals.take(file, again.sender, never);
  expect(again.offsets).toEqual([content.length]);
});

it('goes on from where an earlier copy ended', async () => {
  const { arrivals, store, whole } = anAgent();
  writeFileSync(store.part(sha256), content.subarray(0, 400_000));
  const { sender, offsets } = aSender(content);
  await arrivals.take(file, sender, never);
  expect(offsets).toEqual([400_000]);
  expect(readFileSync(whole).equals(content)).toBe(true);
});

it('keeps what came when the line breaks', async () => {
  const { arrivals, part } = anAgent();
  const gone = new AbortController();
  const { sender } = aSender(content.subarray(0, 600_000), { open: true });
  const taken = arrivals.take(file, sender, gone.signal);
  await until('most has come', () => existsSync(part) && statSync(part).size > 500_000);
  gone.abort();
  await expect(taken).rejects.toThrow(/abort/i);
  expect(statSync(part).size).toBeGreaterThan(500_000);
  const { sender: next, offsets } = aSender(content);
  await arrivals.take(file, next, never);
  expect(offsets[0]).toBeGreaterThan(500_000);
});

it.each([
  ['with other bytes', Buffer.concat([content.subarray(1), Buffer.from('x')]), /not the one/, false],
  ['longer than announced', Buffer.concat([content, Buffer.from('x')]), /More than/, false],
  ['shorter than announced', content.subarray(0, 900_000), /Only 900000 of 1000000/, true],
])('refuses a file %s, and nothing of it passes for whole', async (_what, bytes, sentence, kept) => {
  const { arrivals, whole, part } = anAgent();
  const taken = arrivals.take(file, aSender(bytes).sender, never);
  await expect(taken).rejects.toMatchObject({ problem: { code: 'copy_damaged' }, message: sentence as never });
  expect(existsSync(whole)).toBe(false);
  expect(existsSync(part)).toBe(kept);
});

it('begins anew when what is here is longer than the file', async () => {
  const { arrivals, store, whole } = anAgent();
  writeFileSync(store.part(sha256), Buffer.alloc(2_000_000));
  await arrivals.take(file, aSender(content).sender, never);
  expect(readFileSync(whole).equals(content)).toBe(true);
});

it('says with figures that there is no room, before a byte is sent, and tells who waits', async () => {
  const { arrivals, store } = anAgent();
  store.prepare();
  const waiting = arrivals.wait(sha256, content.length, never);
  const { sender, offsets } = aSender(content);
  const taken = arrivals.take({ ...file, budgetBytes: 500_000 }, sender, never);
  const refusal = {
    problem: { code: 'disk_full', message: expect.stringMatching(/needs 1\.0 MB more.*may take 0\.5 MB/) },
  };
  await expect(taken).rejects.toMatchObject(refusal);
  await expect(waiting).rejects.toMatchObject(refusal);
  expect(offsets).toEqual([]);
  const huge = { ...file, sizeBytes: 2 ** 50 };
  await expect(arrivals.take(huge, sender, never)).rejects.toMatchObject({
    problem: { code: 'disk_full', message: expect.stringContaining('kept free') },
  });
});

it('lets a newer sender take over from one that says nothing any more', async () => {
  const { arrivals, whole, part } = anAgent();
  const dead = aSender(content.subarray(0, 300_000), { open: true });
  const first = arrivals.take(file, dead.sender, never);
  await until('some has come', () => existsSync(part) && statSync(part).size > 200_000);
  const [second, third] = [aSender(content), aSender(content)];
  const both = [arrivals.take(file, second.sender, never), arrivals.take(file, third.sender, never)];
  await expect(first).rejects.toMatchObject({ problem: { code: 'copy_damaged' } });
  await Promise.allSettled(both);
  expect(readFileSync(whole).equals(content)).toBe(true);
});

it('wakes who waits when the file is here, and says so when it will not come', async () => {
  const { arrivals, store } = anAgent();
  const stopped = new AbortController();
  const [waiting, leaving] = [
    arrivals.wait(sha256, content.length, never),
    arrivals.wait(sha256, content.length, stopped.signal),
  ];
  stopped.abort();
  await expect(leaving).rejects.toThrow(/abort/i);
  await arrivals.take(file, aSender(content).sender, never);
  await waiting;
  await arrivals.wait(sha256, content.length, never);
  await arrivals.drop(sha256, 'The office took the model away.');
  expect(store.has(sha256)).toBe(false);
  const inVain = arrivals.wait(sha256, content.length, never);
  await arrivals.drop(sha256, 'The file is not on the office’s PC any more.');
  await expect(inVain).rejects.toMatchObject({ problem: { code: 'model_file_missing' } });
});
