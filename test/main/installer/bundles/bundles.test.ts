import { rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Bundles, type MakeBundle } from '../../../../main/installer/bundles/bundles.ts';
import { changeOneByte, putBundle } from '../../../support/install/fake-bundles.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const content = Buffer.from('a bundle, as far as anybody looks at it here');

function someBundles(make: MakeBundle | null = null): { folder: string; bundles: Bundles } {
  const folder = tempDir();
  return { folder, bundles: new Bundles({ folder, version: '0.1.0', make }) };
}

describe('the bundles', () => {
  it('are found with what they are', async () => {
    const { folder, bundles } = someBundles();
    const file = putBundle(folder, 'linux-x64', content);
    expect(await bundles.find('linux-x64')).toEqual({
      platform: 'linux-x64',
      version: '0.1.0',
      file,
      size: content.length,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('are missing when there is none, none of this version, or its archive is gone', async () => {
    const { folder, bundles } = someBundles();
    const missing = { problem: { code: 'bundle_missing' } };
    await expect(bundles.find('linux-x64')).rejects.toMatchObject(missing);
    putBundle(folder, 'linux-x64', content, '0.0.9');
    await expect(bundles.find('linux-x64')).rejects.toMatchObject(missing);
    rmSync(putBundle(folder, 'linux-x64', content));
    await expect(bundles.find('linux-x64')).rejects.toMatchObject(missing);
  });

  it('are damaged with one byte changed, cut off, or with a manifest that nobody can read', async () => {
    const { folder, bundles } = someBundles();
    const damaged = { problem: { code: 'bundle_damaged' } };
    const file = putBundle(folder, 'linux-x64', content);
    await bundles.find('linux-x64');
    changeOneByte(file);
    await expect(bundles.find('linux-x64')).rejects.toMatchObject(damaged);
    truncateSync(file, 10);
    await expect(bundles.find('linux-x64')).rejects.toMatchObject(damaged);
    writeFileSync(path.join(folder, 'linux-x64.json'), '{"name":"linux-x64","file":"../../etc/passwd"}');
    await expect(bundles.find('linux-x64')).rejects.toMatchObject(damaged);
  });

  it('are made where there are none, once for all who wait, with what is said meanwhile', async () => {
    const { promise: go, resolve: release } = Promise.withResolvers<void>();
    const made: string[] = [];
    const { folder, bundles } = someBundles(async (name, _signal, onLine) => {
      made.push(name);
      onLine('Packing…');
      await go;
      putBundle(folder, name, content);
    });
    const lines: string[][] = [[], []];
    const finds = lines.map((said) => bundles.find('linux-x64', { onLine: (line) => void said.push(line) }));
    release();
    expect(await Promise.all(finds)).toHaveLength(2);
    expect(made).toEqual(['linux-x64']);
    expect(lines).toEqual([['Packing…'], ['Packing…']]);
    await bundles.find('linux-x64');
    expect(made).toEqual(['linux-x64']);
  });

  it('are made one after the other', async () => {
    let running = 0;
    let most = 0;
    const { folder, bundles } = someBundles(async (name) => {
      most = Math.max(most, (running += 1));
      await new Promise(setImmediate);
      putBundle(folder, name, content);
      running -= 1;
    });
    await Promise.all([bundles.find('linux-x64'), bundles.find('win-x64'), bundles.find('mac-arm64')]);
    expect(most).toBe(1);
  });

  it('go on being made when one who waits gives up, and are tried again after a failure', async () => {
    const { promise: go, resolve: release } = Promise.withResolvers<void>();
    let fails = true;
    const { folder, bundles } = someBundles(async (name) => {
      await go;
      if (fails) throw new Error('no network');
      putBundle(folder, name, content);
    });
    const impatient = new AbortController();
    const first = bundles.find('linux-x64', { signal: impatient.signal });
    const second = bundles.find('linux-x64');
    impatient.abort();
    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
    release();
    await expect(second).rejects.toThrow('no network');
    fails = false;
    expect((await bundles.find('linux-x64')).platform).toBe('linux-x64');
  });

  it('end what is being made when they are closed', async () => {
    const { bundles } = someBundles(
      (_name, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
    );
    const outcome = bundles.find('linux-x64').catch((error: unknown) => error);
    await bundles.close();
    expect(await outcome).toMatchObject({ name: 'AbortError' });
  });
});
