import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { InternetLine } from '../../../main/settings/internet-line.ts';
import { openDownloads } from '../../support/library/download-office.ts';
import { HubServer, sha256Of } from '../../support/library/hub-server.ts';
import { ggufBytes, ggufParts, smallLlama } from '../../support/engine/small-gguf.ts';
import { until } from '../../support/until.ts';

const at = 'acme/Small-GGUF/small-3b-Q4_K_M.gguf';
const model = ggufBytes(smallLlama({}, 20_000));
const sha256 = sha256Of(model);

let hub: HubServer;
beforeEach(async () => {
  hub = await HubServer.open();
  hub.put(at, model);
});

const leftIn = (folder: string): string[] => readdirSync(path.join(folder, 'models', 'downloads'));

describe('a download', () => {
  it('comes from the host that the hub sends on to, and is deployed under its name', async () => {
    const { load, book, library, folder } = await openDownloads(hub);
    const view = await load(at);
    expect(view).toMatchObject({ state: 'done', model: 'small-3b', quantization: 'Q4_K_M', files: 1, problem: null });
    expect(view).toMatchObject({ doneBytes: model.length, totalBytes: model.length });
    expect(readFileSync(path.join(library.folder, `${sha256}.gguf`)).equals(model)).toBe(true);
    expect(book.variants()).toMatchObject([{ sha256, model: 'small-3b', name: 'Q4_K_M', sizeBytes: model.length }]);
    expect(book.deployments()).toMatchObject([
      { model: 'small-3b', variants: [sha256], contextLength: 8_192, slots: { min: 1, max: 4 } },
    ]);
    expect(leftIn(folder)).toEqual([]);
  });

  it('is deployed in the shape that was found to fit', async () => {
    const { load, book } = await openDownloads(hub);
    await load(at, { wishes: { contextLength: 4_096, slots: { min: 1, max: 1 } } });
    expect(book.deployments()).toMatchObject([{ contextLength: 4_096, slots: { min: 1, max: 1 } }]);
  });

  it('takes over what is wished of it while it waits', async () => {
    hub.troubles.push({ holdAfter: 50_000 });
    const { downloads, start, untilState, book } = await openDownloads(hub);
    const { id } = start(at, { wishes: { contextLength: 4_096, priority: 9 } });
    await downloads.pause(id);
    expect(start(at, { wishes: { contextLength: 2_048 } }).id).toBe(id);
    await untilState(id, 'done');
    expect(book.deployments()).toMatchObject([{ contextLength: 2_048, priority: 9 }]);
  });

  it('is not taken in when it is cancelled while the last of it is checked', async () => {
    const { downloads, start, book } = await openDownloads(hub);
    const { id } = start(at);
    const cancelled = new Promise<void>((resolve) => {
      downloads.onChange(() => {
        if (downloads.list()[0]?.state === 'checking') resolve(downloads.cancel(id));
      });
    });
    await cancelled;
    expect([downloads.list(), book.variants()]).toEqual([[], []]);
  });

  it('shows the token to the hub alone', async () => {
    const { load } = await openDownloads(hub, { token: 'hf_secret' });
    expect(await load(at)).toMatchObject({ state: 'done' });
    expect(hub.asked.map(({ host, authorization }) => [host, authorization])).toEqual([
      ['hub', 'Bearer hf_secret'],
      ['store', undefined],
    ]);
  });

  it('goes on where the connection broke, and brings each byte once', async () => {
    hub.troubles.push({ holdAfter: 50_000, cut: true }, { cutAfter: 10_000 });
    const { startAndCut, untilState, clock } = await openDownloads(hub);
    const id = await startAndCut(at, 50_000);
    expect(await untilState(id, 'done', 'failed')).toMatchObject({ state: 'done' });
    expect(hub.loads.slice(0, 2).map(({ range }) => range)).toEqual([undefined, 'bytes=50000-']);
    expect(hub.loads).toHaveLength(3);
    expect(clock.waits).toHaveLength(2);
  });

  it('goes on although the second host gives each answer another etag: the hub’s hash is the same', async () => {
    let n = 0;
    hub.etag = () => `"edge-${(n += 1)}"`;
    hub.troubles.push({ holdAfter: 50_000, cut: true });
    const { startAndCut, untilState } = await openDownloads(hub);
    const id = await startAndCut(at, 50_000);
    expect(await untilState(id, 'done', 'failed')).toMatchObject({ state: 'done' });
    expect(hub.loads[1]).toMatchObject({ range: 'bytes=50000-', ifRange: undefined });
  });

  it('goes on by the etag where the hub tells no hash', async () => {
    hub.tellsHash = false;
    hub.troubles.push({ holdAfter: 50_000, cut: true });
    const { startAndCut, untilState } = await openDownloads(hub);
    const id = await startAndCut(at, 50_000);
    expect(await untilState(id, 'done', 'failed')).toMatchObject({ state: 'done' });
    expect(hub.loads[1]).toMatchObject({ range: 'bytes=50000-', ifRange: hub.etag(sha256) });
  });

  it('begins anew where nothing tells that the rest belongs to what came', async () => {
    hub.tellsHash = false;
    hub.etag = () => null;
    hub.troubles.push({ holdAfter: 50_000, cut: true });
    const { startAndCut, untilState } = await openDownloads(hub);
    const id = await startAndCut(at, 50_000);
    expect(await untilState(id, 'done', 'failed')).toMatchObject({ state: 'done' });
    expect(hub.loads.map(({ range }) => range)).toEqual([undefined, undefined]);
  });

  it.each([
    ['by its hash', () => undefined],
    ['by its etag', () => (hub.tellsHash = false)],
  ])('begins anew when the file changed meanwhile, which it knows %s', async (_how, setUp) => {
    setUp();
    const next = ggufBytes(smallLlama({ 'general.name': ['string', 'Another text'] }, 20_000));
    hub.troubles.push({ holdAfter: 50_000 });
    const { start, downloads, untilState, view, book } = await openDownloads(hub);
    const { id } = start(at);
    await until('some of it has come', () => (view(id)?.doneBytes ?? 0) >= 50_000);
    await downloads.pause(id);
    hub.put(at, next);
    downloads.resume(id);
    expect(await untilState(id, 'done', 'failed')).toMatchObject({ state: 'done' });
    expect(book.variants()).toMatchObject([{ sha256: sha256Of(next) }]);
  });

  it('takes the whole file from a server that knows no ranges', async () => {
    hub.troubles.push({ holdAfter: 50_000, cut: true }, { whole: true });
    const { startAndCut, untilState } = await openDownloads(hub);
    const id = await startAndCut(at, 50_000);
    expect(await untilState(id, 'done', 'failed')).toMatchObject({ state: 'done', doneBytes: model.length });
  });

  it('comes without a word about its length', async () => {
    hub.tellsHash = false;
    hub.tellsLength = false;
    const { load } = await openDownloads(hub);
    expect(await load(at)).toMatchObject({ state: 'done', doneBytes: model.length });
  });

  it('comes from a mirror that has the bytes itself', async () => {
    hub.sendsOn = false;
    hub.troubles.push({ cutAfter: 50_000 });
    const { load } = await openDownloads(hub);
    expect(await load(at)).toMatchObject({ state: 'done' });
    expect(hub.loads).toHaveLength(2);
  });

  it('notices a connection that went dead', async () => {
    hub.troubles.push({ holdAfter: 50_000 });
    const { load } = await openDownloads(hub, { stallMs: 100 });
    expect(await load(at)).toMatchObject({ state: 'done' });
    expect(hub.loads).toHaveLength(2);
  });
});

describe('a download that has to wait', () => {
  it('waits as long as the server asks, and says why', async () => {
    hub.troubles.push({ status: 429, headers: { 'Retry-After': '17' } });
    const { start, downloads, view, untilState, clock } = await openDownloads(hub);
    const problems: unknown[] = [];
    downloads.onChange(() => {
      const now = downloads.list()[0];
      if (now?.state === 'waiting') problems.push([now.problem?.code, now.retryAt === null]);
    });
    const { id } = start(at);
    expect(await untilState(id, 'done', 'failed')).toMatchObject({ state: 'done' });
    expect(problems).toEqual([['hub_busy', false]]);
    expect(clock.waits).toEqual([17_000]);
    expect(view(id)?.retryAt).toBeNull();
  });

  it('waits longer after each failure, and gives up in the end with what had come kept', async () => {
    const { startAndCut, untilState, clock, view, downloads } = await openDownloads(hub);
    hub.troubles.push({ holdAfter: 50_000, cut: true }, ...Array.from({ length: 80 }, () => ({ status: 503 })));
    const failed = await untilState(await startAndCut(at, 50_000), 'done', 'failed');
    expect(failed).toMatchObject({ state: 'failed', doneBytes: 50_000, problem: { code: 'hub_unreachable' } });
    expect(clock.waits.slice(0, 4)).toEqual([750, 1_500, 3_000, 6_000]);
    expect(Math.max(...clock.waits)).toBe(45_000);
    hub.troubles.length = 0;
    downloads.resume(failed.id);
    await until('it is done', () => view(failed.id)?.state === 'done');
  });

  it('says that nobody is there', async () => {
    hub.refusal = { status: 307, headers: { location: 'http://127.0.0.1:1/nobody' } };
    const { start, downloads } = await openDownloads(hub);
    const said = new Set<string | undefined>();
    downloads.onChange(() => said.add(downloads.list()[0]?.problem?.message));
    start(at);
    await until('it says so', () =>
      [...said].some((sentence) => /127\.0\.0\.1:1 cannot be reached/.test(sentence ?? '')),
    );
  });

  it('keeps what it has when a guest network answers with its login page', async () => {
    hub.troubles.push({ holdAfter: 50_000, cut: true }, { status: 200, headers: { 'Content-Type': 'text/html' } });
    const { startAndCut, untilState } = await openDownloads(hub);
    const id = await startAndCut(at, 50_000);
    expect(await untilState(id, 'done', 'failed')).toMatchObject({ state: 'done' });
    expect(hub.loads[2]?.range).toBe('bytes=50000-');
  });
});

describe('a download that fails', () => {
  it.each([
    [
      { status: 401, headers: { 'X-Error-Code': 'GatedRepo' } },
      null,
      'hub_refused',
      /accepted its licence/,
      /acme\/Small-GGUF.*"token"/,
    ],
    [{ status: 403, headers: {} }, 'hf_x', 'hub_refused', /owner of the token/, /another token/],
    [{ status: 401, headers: {} }, null, 'hub_refused', /private, or there is no such/, /HF_TOKEN/],
    [
      { status: 404, headers: { 'X-Error-Code': 'RepoNotFound' } },
      null,
      'hub_file_missing',
      /no repository acme\/Small-GGUF/,
      /right name/,
    ],
    [{ status: 404, headers: {} }, null, 'hub_file_missing', /no file small-3b-Q4_K_M.gguf/, /right name/],
    [{ status: 400, headers: {} }, null, 'hub_file_missing', /answers with 400/, /./],
  ])('with %o says why and what to do', async (refusal, token, code, sentence, action) => {
    hub.refusal = refusal;
    const { load, clock } = await openDownloads(hub, { token });
    const { state, problem } = await load(at);
    expect([state, problem?.code]).toEqual(['failed', code]);
    expect(problem?.message).toMatch(sentence);
    expect(problem?.action).toMatch(action);
    expect(clock.waits).toEqual([]);
  });

  it('ends a journey from address to address', async () => {
    hub.refusal = { status: 302, headers: { location: '/acme/Small-GGUF/resolve/main/again.gguf' } };
    const { load } = await openDownloads(hub);
    expect(await load(at)).toMatchObject({ state: 'failed', problem: { code: 'hub_file_missing' } });
    expect(hub.asked.length).toBeLessThan(10);
  });

  it('deletes bytes whose hash is wrong', async () => {
    const wrong = Buffer.from(model);
    wrong[wrong.length - 5] = 0x55;
    hub.troubles.push({ send: wrong });
    const { load, book, folder, library } = await openDownloads(hub);
    const view = await load(at);
    expect(view).toMatchObject({ state: 'failed', doneBytes: 0, problem: { code: 'download_damaged' } });
    expect(leftIn(folder)).toEqual([`${view.id}.json`]);
    expect(book.variants()).toEqual([]);
    expect(readdirSync(library.folder)).toEqual(['downloads']);
  });

  it('loads nothing when the hub’s file is not the one that the catalogue knows', async () => {
    const { load } = await openDownloads(hub);
    const files = [{ path: 'small-3b-Q4_K_M.gguf', sha256: 'a'.repeat(64) }];
    const { problem, doneBytes } = await load(at, { files });
    expect(problem).toMatchObject({ code: 'download_damaged', effect: 'Nothing was loaded.' });
    expect(problem?.action).toContain('aivailable model get acme/Small-GGUF/small-3b-Q4_K_M.gguf');
    expect(doneBytes).toBe(0);
  });

  it('checks the catalogue’s hash where the hub tells none', async () => {
    hub.tellsHash = false;
    const { load } = await openDownloads(hub);
    const files = [{ path: 'small-3b-Q4_K_M.gguf', sha256: 'a'.repeat(64) }];
    expect(await load(at, { files })).toMatchObject({ problem: { code: 'download_damaged' } });
  });

  it('refuses a file that is whole and no model', async () => {
    hub.put(at, Buffer.alloc(5_000, 'no model'));
    const { load, folder } = await openDownloads(hub);
    const view = await load(at);
    expect(view).toMatchObject({ state: 'failed', problem: { code: 'model_file_invalid' } });
    expect(leftIn(folder)).toEqual([`${view.id}.json`]);
  });

  it('does not begin a file for which the disk has no room', async () => {
    hub.claimedSize = 2 ** 45;
    const { load } = await openDownloads(hub);
    const { problem, doneBytes } = await load(at);
    expect(problem?.code).toBe('disk_full');
    expect(problem?.message).toMatch(/needs 32768\.0 GB, and the disk of .* has [\d.]+ [GM]B free/);
    expect(doneBytes).toBe(0);
  });

  it.each([
    ['more', model.length - 1_000],
    ['fewer', model.length + 1_000],
  ])('gives up a file that always has %s bytes than the hub says', async (_what, claimed) => {
    hub.claimedSize = claimed;
    const { load } = await openDownloads(hub);
    expect(await load(at)).toMatchObject({ state: 'failed', problem: { code: 'download_damaged' } });
    expect(hub.loads.length).toBeLessThan(12);
  });
});

describe('a person who', () => {
  it('pauses keeps what has come, and goes on from there', async () => {
    hub.troubles.push({ holdAfter: 100_000 });
    const { start, downloads, view, untilState } = await openDownloads(hub);
    const { id } = start(at);
    await until('some of it has come', () => (view(id)?.doneBytes ?? 0) >= 100_000);
    await downloads.pause(id);
    expect(view(id)).toMatchObject({
      state: 'paused',
      doneBytes: 100_000,
      bytesPerSecond: 0,
      totalBytes: model.length,
    });
    downloads.resume(id);
    expect(await untilState(id, 'done', 'failed')).toMatchObject({ state: 'done' });
    expect(hub.loads[1]?.range).toBe('bytes=100000-');
  });

  it('cancels has nothing left', async () => {
    hub.troubles.push({ holdAfter: 100_000 });
    const { start, downloads, view, folder } = await openDownloads(hub);
    const { id } = start(at);
    await until('some of it has come', () => (view(id)?.doneBytes ?? 0) >= 100_000);
    await downloads.cancel(id);
    expect(downloads.list()).toEqual([]);
    expect(leftIn(folder)).toEqual([]);
  });

  it('starts the same twice gets the one that is on its way; a paused one goes on', async () => {
    hub.troubles.push({ holdAfter: 100_000 });
    const { start, downloads, view, untilState } = await openDownloads(hub);
    const { id } = start(at);
    expect(start(at).id).toBe(id);
    await until('some of it has come', () => (view(id)?.doneBytes ?? 0) >= 100_000);
    await downloads.pause(id);
    expect(start(at).id).toBe(id);
    expect(await untilState(id, 'done', 'failed')).toMatchObject({ state: 'done' });
  });

  it('asks for what cannot be done is told so', async () => {
    const { load, downloads } = await openDownloads(hub);
    const { id } = await load(at);
    await expect(downloads.pause(id)).rejects.toMatchObject({ problem: { code: 'download_state' } });
    expect(() => downloads.resume(id)).toThrow(/is done/);
    await downloads.cancel(id);
    expect(() => downloads.resume(id)).toThrow(/no such download/);
  });
});

describe('the downloads of an office', () => {
  it('go two at a time; the others come in turn', async () => {
    const others = ['b', 'c', 'd'].map((name) => `acme/Small-GGUF/${name}-Q4_K_M.gguf`);
    for (const other of others) hub.put(other, ggufBytes(smallLlama({ 'general.name': ['string', other] })));
    hub.troubles.push({ holdAfter: 100 }, { holdAfter: 100 });
    const { start, downloads, untilState } = await openDownloads(hub);
    const ids = [at, ...others].map((file) => start(file).id);
    await until('two have begun', () => downloads.list().filter(({ doneBytes }) => doneBytes > 0).length === 2);
    expect(downloads.list().map(({ state }) => state)).toEqual(['loading', 'loading', 'queued', 'queued']);
    await downloads.pause(ids[0] ?? '');
    expect(await untilState(ids[3] ?? '', 'done', 'failed')).toMatchObject({ state: 'done' });
    hub.release();
    await untilState(ids[1] ?? '', 'done');
  });

  it('go on after a restart of the coordinator, each from where it was', async () => {
    hub.troubles.push({ holdAfter: 100_000 });
    const before = await openDownloads(hub);
    const { id } = before.start(at);
    await until('some of it has come', () => (before.view(id)?.doneBytes ?? 0) >= 100_000);
    await before.close();
    const after = await openDownloads(hub, { folder: before.folder });
    expect(await after.untilState(id, 'done', 'failed')).toMatchObject({ state: 'done', model: 'small-3b' });
    expect(hub.loads[1]?.range).toBe('bytes=100000-');
    expect(after.book.variants()).toMatchObject([{ sha256 }]);
  });

  it('stay paused, and failed with their reason, over a restart', async () => {
    const before = await openDownloads(hub);
    const missing = await before.load('acme/Small-GGUF/missing.gguf');
    hub.troubles.push({ holdAfter: 100_000 });
    const { id } = before.start(at);
    await until('some of it has come', () => (before.view(id)?.doneBytes ?? 0) >= 100_000);
    await before.downloads.pause(id);
    await before.close();
    const after = await openDownloads(hub, { folder: before.folder });
    expect(after.view(id)).toMatchObject({ state: 'paused', doneBytes: 100_000, totalBytes: model.length });
    expect(after.view(missing.id)).toMatchObject({ state: 'failed', problem: { code: 'hub_file_missing' } });
  });

  it('notice a part file that was damaged while nobody looked', async () => {
    hub.troubles.push({ holdAfter: 100_000 });
    const before = await openDownloads(hub);
    const { id } = before.start(at);
    await until('some of it has come', () => (before.view(id)?.doneBytes ?? 0) >= 100_000);
    await before.close();
    const part = path.join(before.folder, 'models', 'downloads', `${id}-1.part`);
    writeFileSync(part, Buffer.alloc(100_000, 'x'));
    const after = await openDownloads(hub, { folder: before.folder });
    expect(await after.untilState(id, 'done', 'failed')).toMatchObject({ problem: { code: 'download_damaged' } });
    expect(existsSync(part)).toBe(false);
  });

  it('leave nothing lying about that no record speaks of', async () => {
    const before = await openDownloads(hub);
    await before.load(at);
    await before.close();
    writeFileSync(path.join(before.folder, 'models', 'downloads', 'download-0123456789abcdef-1.part'), 'stray');
    writeFileSync(path.join(before.folder, 'models', 'downloads', 'download-0123456789abcdef.json'), '{"format":');
    const after = await openDownloads(hub, { folder: before.folder });
    expect(after.downloads.list()).toEqual([]);
    expect(leftIn(before.folder)).toEqual([]);
  });

  it('load a file once that the office has under another name', async () => {
    const copy = 'acme/Copy-GGUF/copied-Q4_K_M.gguf';
    hub.put(copy, model);
    const { load, book } = await openDownloads(hub);
    await load(at);
    expect(await load(copy)).toMatchObject({ state: 'done', model: 'small-3b' });
    expect(hub.loads.filter(({ path: asked }) => asked.includes('copied'))).toHaveLength(1);
    expect(book.variants()).toHaveLength(1);
  });

  it('keep below the rate that is set, together', async () => {
    const { load, line, clock } = await openDownloads(hub);
    line.rateAt = () => 10_000;
    await load(at);
    const waited = clock.waits.reduce((sum, wait) => sum + wait, 0);
    expect(waited).toBeGreaterThan((model.length / 10_000) * 1000 * 0.9);
  });

  it('keep below it until the hours of the limit are over', async () => {
    const eveningOfAFriday = new Date(2026, 10, 27, 17, 59, 30).getTime();
    const { load, line, clock, folder } = await openDownloads(hub, { at: eveningOfAFriday });
    const limit = new InternetLine(folder, {
      bytesPerSecond: Math.round(model.length / 120),
      hours: { days: [1, 2, 3, 4, 5], from: '07:00', until: '18:00' },
    });
    line.rateAt = (now) => limit.rateAt(now);
    expect(await load(at)).toMatchObject({ state: 'done' });
    const waited = clock.waits.reduce((sum, wait) => sum + wait, 0);
    expect(waited).toBeGreaterThan(20_000);
    expect(waited).toBeLessThan(31_000);
  });

  it('take another limit at once, in the middle of a file', async () => {
    const { start, view, untilState, line, clock } = await openDownloads(hub);
    let asked = 0;
    // Nearly nothing, until somebody has waited for a while.
    line.rateAt = () => ((asked += 1) < 20 ? 1 : null);
    const { id } = start(at);
    await untilState(id, 'done');
    expect(view(id)?.doneBytes).toBe(model.length);
    expect(clock.waits.length).toBeGreaterThan(5);
    expect(Math.max(...clock.waits)).toBeLessThanOrEqual(500);
  });
});

describe('a split model', () => {
  const name = (part: number): string => `acme/Big-GGUF/big-Q4_K_M-0000${part}-of-00003.gguf`;
  const parts = ggufParts(smallLlama({}, 5_000), 3);

  it('comes as one: its parts in turn, joined to one file', async () => {
    parts.forEach((bytes, index) => hub.put(name(index + 1), bytes));
    hub.troubles.push({ cutAfter: 1_000 });
    const { load, book, library, folder } = await openDownloads(hub);
    expect(await load(name(2))).toMatchObject({ state: 'done', model: 'big', quantization: 'Q4_K_M', files: 3 });
    const [variant] = book.variants();
    expect(variant).toMatchObject({ model: 'big', name: 'Q4_K_M' });
    const whole = readFileSync(path.join(library.folder, `${variant?.sha256}.gguf`));
    expect(sha256Of(whole)).toBe(variant?.sha256);
    expect(leftIn(folder)).toEqual([]);
  });

  it('is refused when its parts do not belong together', async () => {
    parts.forEach((bytes, index) => hub.put(name(index + 1), index === 1 ? ggufBytes(smallLlama()) : bytes));
    const { load } = await openDownloads(hub);
    expect(await load(name(1))).toMatchObject({
      state: 'failed',
      doneBytes: 0,
      problem: { code: 'model_parts_unlike' },
    });
  });
});
