/** Starts that cannot be: each says what is wrong, what it means and what to do, and harms nothing. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommand, startOffice } from '../support/office-process.ts';
import { tempDir } from '../support/temp-dir.ts';

const start = (dataDir: string, ...args: string[]) =>
  runCommand(['start', '--no-open', '--data', dataDir, '--port', '0', ...args]);

/** A small disk is a mount, and only root may make one. */
const mayMount = process.getuid?.() === 0 || process.env['CI'] !== undefined;
if (!mayMount) console.warn('SKIPPED: the full disk; run the tests as root to see it.');

describe('a start that cannot be', () => {
  it('names the port that is busy and offers one that is free', async () => {
    const other = createServer().listen(0, '0.0.0.0');
    await new Promise((resolve) => other.once('listening', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await start(tempDir(), '--port', String(port), '--agents-port', '0');
    expect(code).toBe(1);
    expect(stderr).toContain(`Port ${port} is used by another program.`);
    const offered = /--port (\d+), which is free/.exec(stderr)?.[1];
    expect(Number(offered)).toBeGreaterThan(port);
  });

  it('leaves a running office alone when a second one is started on its folder', async () => {
    const office = await startOffice();
    const { code, stderr } = await start(office.dataDir);
    expect(code).toBe(1);
    expect(stderr).toContain(
      `An office runs from ${office.dataDir} already at http://127.0.0.1:${office.running().port}.`,
    );
    expect((await office.ready()).models).toHaveLength(1);
  });

  it('says that a data folder cannot be written', async () => {
    const file = path.join(tempDir(), 'a-file');
    writeFileSync(file, '');
    const { code, stderr } = await start(path.join(file, 'office'));
    expect(code).toBe(1);
    expect(stderr).toMatch(/The data folder .*a-file\/office cannot be written \(ENOTDIR\)\./);
    expect(stderr).toContain('Choose another folder with --data DIR.');
  });

  // CI is root, so there it always runs.
  it.skipIf(!mayMount)('says that the disk is full, and keeps what was there', async () => {
    const folder = path.join(tempDir(), 'small');
    mkdirSync(folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
    onTestFinished(() => void execFileSync('umount', [folder]));
    const { code, stderr } = await start(folder);
    expect(code).toBe(1);
    expect(stderr).toMatch(/The file needs 2\.6 MB, and the disk of .*models has [\d.]+ MB free\./);
    expect(stderr).toContain('Free space on that disk.');
    expect(readdirSync(path.join(folder, 'models'))).toEqual([]);
  });

  it('names each wrong setting', async () => {
    const folder = tempDir();
    writeFileSync(path.join(folder, 'settings.json'), '{"engine": {"maxThreads": -1}}');
    const { code, stderr } = await start(folder);
    expect(code).toBe(1);
    expect(stderr).toContain('settings.json has wrong entries: engine.maxThreads');
  });

  it('answers in JSON when it is asked to', async () => {
    const { code, stdout } = await runCommand(['status', '--data', tempDir(), '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'not_running', action: 'Start it first: npm start' } });
  });
});
