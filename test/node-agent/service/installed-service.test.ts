import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import * as tar from 'tar';
import { describe, expect, it } from 'vitest';
import { emptyRecord, readInstallRecord, writeInstallRecord } from '../../../node-agent/service/install-record.ts';
import { findInstalledService, InstalledService } from '../../../node-agent/service/installed-service.ts';
import { placeBundle } from '../../../node-agent/service/place-bundle.ts';
import { placeOf } from '../../../node-agent/service/place.ts';
import type { ShellResult } from '../../../node-agent/service/shell.ts';
import { Systemd } from '../../../node-agent/service/systemd.ts';
import { readUpdate } from '../../../node-agent/service/update-state.ts';
import { Versions } from '../../../node-agent/service/versions.ts';
import { makeFakeBundle } from '../../support/install/fake-bundle.ts';
import { FakeShell } from '../../support/install/fake-shell.ts';
import { listFiles } from '../../support/list-files.ts';
import { tempDir } from '../../support/temp-dir.ts';

const never = new AbortController().signal;

/** Version 0.1.0 in its place, as the service that runs. @param trial what the new version says when it is tried */
async function running(trial: ShellResult = { code: 0, stdout: '0.2.0\n', stderr: '' }) {
  const home = tempDir();
  const place = placeOf('systemd-user', { home, env: {}, top: '/' });
  mkdirSync(place.data, { recursive: true });
  mkdirSync(path.join(place.root, 'versions'));
  const record = emptyRecord(place);
  writeInstallRecord(record);
  const versions = new Versions(place.root);
  await placeBundle((await makeFakeBundle(tempDir())).folder, versions);
  versions.switchTo('0.1.0');
  const ends: number[] = [];
  const shell = new FakeShell({ units: place.units ?? '', answers: { node: trial } });
  const service = new InstalledService({
    record,
    manager: new Systemd({ shell, say: () => undefined, user: 'mia' }),
    shell,
    end: (code) => void ends.push(code),
  });
  return { place, service, shell, ends, inUse: () => readlinkSync(path.join(place.root, 'current')) };
}

type Running = Awaited<ReturnType<typeof running>>;
type Archive = Pick<Awaited<ReturnType<typeof makeFakeBundle>>, 'archive' | 'size' | 'sha256'>;

const send = ({ service }: Running, { archive, size, sha256 }: Archive): Promise<void> =>
  service.update('0.2.0', sha256, size, createReadStream(archive), never);

/** Whatever is refused, nothing has changed. */
async function expectRefused(pc: Running, archive: Archive, code: string, why: string | RegExp): Promise<void> {
  const before = listFiles(pc.place.root);
  const refused = send(pc, archive);
  await expect(refused).rejects.toMatchObject({ problem: { code } });
  await expect(refused).rejects.toThrow(why);
  expect(listFiles(pc.place.root)).toEqual(before);
  expect(pc.ends).toEqual([]);
}

/** An archive with entries that no bundle of ours has. */
async function hostileArchive(entries: readonly tar.HeaderData[], body = ''): Promise<Archive> {
  const blocks = entries.flatMap((entry) => {
    const header = new tar.Header({ mode: 0o644, mtime: new Date(0), size: body.length, ...entry });
    header.encode();
    const content = Buffer.alloc(Math.ceil(body.length / 512) * 512);
    content.write(body);
    return [header.block ?? Buffer.alloc(0), content];
  });
  const { gzipSync } = await import('node:zlib');
  const bytes = gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
  const archive = path.join(tempDir(), 'hostile.tar.gz');
  writeFileSync(archive, bytes);
  return { archive, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

describe('an update', () => {
  it('is tried, put in use, and started by the agent’s end', async () => {
    const pc = await running();
    await send(pc, await makeFakeBundle(tempDir(), { version: '0.2.0' }));
    expect(pc.inUse()).toBe('versions/0.2.0');
    expect(existsSync(path.join(pc.place.root, 'versions/0.1.0/bin/node'))).toBe(true);
    expect(readUpdate(pc.place.data)).toEqual({ version: '0.2.0', previous: '0.1.0', starts: 0 });
    expect(pc.ends).toEqual([75]);
    expect(listFiles(pc.place.root).filter((name) => name.includes('incoming'))).toEqual([]);
  });

  it('is refused with one byte changed', async () => {
    const bundle = await makeFakeBundle(tempDir(), { version: '0.2.0' });
    const bytes = readFileSync(bundle.archive);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(bundle.archive, bytes);
    await expectRefused(await running(), bundle, 'bundle_damaged', 'is not the one that was announced');
  });

  it('is refused when it comes shorter or longer than was announced', async () => {
    const pc = await running();
    const bundle = await makeFakeBundle(tempDir(), { version: '0.2.0' });
    await expectRefused(pc, { ...bundle, size: bundle.size + 1 }, 'bundle_damaged', /came with \d+ bytes/);
    await expectRefused(pc, { ...bundle, size: bundle.size - 1 }, 'bundle_damaged', 'longer than announced');
  });

  it('is refused when it holds another version, or does not start here', async () => {
    const pc = await running();
    await expectRefused(
      pc,
      await makeFakeBundle(tempDir(), { version: '0.3.0' }),
      'bundle_damaged',
      'holds version 0.3.0',
    );
    const broken = await running({ code: 1, stdout: '', stderr: 'GLIBC_2.38 not found' });
    const bundle = await makeFakeBundle(tempDir(), { version: '0.2.0' });
    await expectRefused(broken, bundle, 'install_failed', 'GLIBC_2.38 not found');
  });

  it('is refused when a file in it is not what its own manifest says', async () => {
    const bundle = await makeFakeBundle(tempDir(), { version: '0.2.0' });
    writeFileSync(path.join(bundle.folder, 'LICENSE'), 'MIX\n');
    await tar.c({ cwd: bundle.folder, file: bundle.archive, gzip: true, portable: true, noDirRecurse: true }, [
      'manifest.json',
      'LICENSE',
      'agent/node-agent.mjs',
      'bin/node',
    ]);
    const bytes = readFileSync(bundle.archive);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await expectRefused(
      await running(),
      { ...bundle, size: bytes.length, sha256 },
      'bundle_damaged',
      'LICENSE in the bundle is not',
    );
  });

  it.each<[string, tar.HeaderData, string]>([
    ['a path out of its folder', { path: '../evil', type: 'File' }, 'no path of a bundle'],
    ['a hidden path out of its folder', { path: 'bin/../../evil', type: 'File' }, 'no path of a bundle'],
    ['an absolute path', { path: '/tmp/evil', type: 'File' }, 'no path of a bundle'],
    ['a Windows path', { path: 'C:\\evil', type: 'File' }, 'no path of a bundle'],
    ['a symlink', { path: 'bin/node', type: 'SymbolicLink', linkpath: '/bin/sh' }, 'no plain file'],
    ['a hard link', { path: 'bin/node', type: 'Link', linkpath: '/etc/passwd' }, 'no plain file'],
    ['a device', { path: 'bin/node', type: 'CharacterDevice' }, 'no plain file'],
    ['a pipe', { path: 'bin/node', type: 'FIFO' }, 'no plain file'],
    ['a folder', { path: 'bin/', type: 'Directory' }, 'no plain file'],
  ])('is refused when it holds %s', async (_what, entry, why) => {
    const pc = await running();
    await expectRefused(
      pc,
      await hostileArchive([{ path: 'manifest.json', type: 'File' }, entry]),
      'bundle_damaged',
      why,
    );
    expect(existsSync('/tmp/evil')).toBe(false);
  });

  it('is refused when one name stands for two files, or when it is no archive', async () => {
    const pc = await running();
    const twice = await hostileArchive([
      { path: 'bin/node', type: 'File' },
      { path: 'bin/NODE', type: 'File' },
    ]);
    await expectRefused(pc, twice, 'bundle_damaged', '"bin/NODE" twice');
    const bytes = Buffer.from('no archive');
    const archive = path.join(tempDir(), 'text');
    writeFileSync(archive, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await expectRefused(pc, { archive, size: bytes.length, sha256 }, 'bundle_damaged', 'cannot be unpacked');
  });

  it('is refused when the disk has too little room, before a byte is written', async () => {
    const pc = await running();
    const before = listFiles(pc.place.root);
    const refused = pc.service.update('0.2.0', '0'.repeat(64), 1e15, Readable.from([]), never);
    await expect(refused).rejects.toMatchObject({ problem: { code: 'disk_full' } });
    expect(listFiles(pc.place.root)).toEqual(before);
  });

  it('leaves nothing behind when it is broken off', async () => {
    const pc = await running();
    const before = listFiles(pc.place.root);
    const stop = new AbortController();
    const bundle = await makeFakeBundle(tempDir(), { version: '0.2.0' });
    const endless = new Readable({ read: () => undefined });
    endless.push(readFileSync(bundle.archive).subarray(0, 100));
    const update = pc.service.update('0.2.0', bundle.sha256, bundle.size, endless, stop.signal);
    stop.abort();
    await expect(update).rejects.toMatchObject({ name: 'AbortError' });
    expect(listFiles(pc.place.root)).toEqual(before);
  });

  it('goes back to the version before, when that is still there', async () => {
    const pc = await running();
    await send(pc, await makeFakeBundle(tempDir(), { version: '0.2.0' }));
    pc.service.goBack('0.1.0');
    expect(pc.inUse()).toBe('versions/0.1.0');
    expect(pc.ends).toEqual([75, 75]);
    pc.service.keepOnly('0.1.0');
    expect(listFiles(path.join(pc.place.root, 'versions'))).not.toContain('0.2.0/');
  });
});

describe('the installed service', () => {
  it('is removed by a unit of its own, outside of the agent’s', async () => {
    const { service, shell, place } = await running();
    await service.uninstall();
    const program = path.join(place.root, 'current');
    expect(shell.ran).toEqual([
      `systemd-run --user --no-block --collect --unit=aivailable-agent-remover ${program}/bin/node ` +
        `${program}/agent/node-agent.mjs service uninstall --purge --data ${place.data}`,
    ]);
  });

  it('is found by the record in the data folder, and only so', async () => {
    const { place, shell } = await running();
    const managerFor = () => new Systemd({ shell, say: () => undefined, user: 'mia' });
    const parts = { managerFor, shell, end: () => undefined };
    expect(findInstalledService(place.data, parts)).toBeInstanceOf(InstalledService);
    expect(findInstalledService(tempDir(), parts)).toBe(null);
    expect(readInstallRecord(place.data)?.kind).toBe('systemd-user');
  });
});
