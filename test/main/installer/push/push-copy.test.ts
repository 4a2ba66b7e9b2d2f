import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Gate, startGate } from '../../../support/install/gate.ts';
import { installRig, listing, requestFor } from '../../../support/install/install-rig.ts';
import { startPasswordHost, type PasswordHost } from '../../../support/install/ssh-host.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { until } from '../../../support/until.ts';

const megabyte = 1024 ** 2;
const mode = (file: string): number => statSync(file).mode & 0o777;

/** An installation whose copy stands still in its middle. */
async function inTheMiddle() {
  const host = await startPasswordHost();
  const gate = await startGate(host.port, 3 * megabyte);
  const rig = installRig({ filling: 5 * megabyte });
  const { id } = rig.installs.start(requestOver(gate, host));
  const folder = await until('half of the bundle is there', () => {
    const [name] = readdirSync(host.home);
    const file = name && path.join(host.home, name, 'bundle.tar.gz');
    return gate.isShut() && file && statSync(file).size > 2 * megabyte ? path.dirname(file) : null;
  });
  return { host, gate, rig, id, folder };
}

const requestOver = (gate: Pick<Gate, 'port'>, host: PasswordHost) =>
  requestFor({ ...host, port: gate.port }, { kind: 'password', password: host.password });

describe('the copy', () => {
  it('goes into a folder that nobody else there can look into', async () => {
    const { folder, rig, gate, id } = await inTheMiddle();
    expect(mode(folder)).toBe(0o700);
    expect(mode(path.join(folder, 'bundle.tar.gz'))).toBe(0o600);
    gate.open();
    expect((await rig.ended(id)).state).toBe('done');
  });

  it('that is cancelled in its middle leaves nothing behind', async () => {
    const { host, gate, rig, id } = await inTheMiddle();
    rig.installs.cancel(id);
    gate.open();
    const view = await rig.ended(id);
    expect(view).toMatchObject({ state: 'cancelled', problem: null });
    expect(view.steps.find(({ name }) => name === 'copy')).toMatchObject({
      state: 'undone',
      detail: 'The temporary folder was removed.',
    });
    expect(listing(host.home)).toEqual([]);
  });

  it('onto a PC that does not answer any more does not keep the office from ending', async () => {
    const { folder, rig } = await inTheMiddle();
    await rig.installs.close();
    const [view] = rig.installs.list();
    expect(view).toMatchObject({ state: 'cancelled', problem: { message: 'It was cancelled.' } });
    expect(view?.problem?.effect).toBe(
      `Not everything could be taken back on that PC. The temporary folder ${folder} is still there. The connection broke.`,
    );
  });

  it('makes away with what an installation that was cut off left there', async () => {
    const host = await startPasswordHost();
    mkdirSync(path.join(host.home, '.aivailable-install.a1b2c3', 'bundle'), { recursive: true });
    mkdirSync(path.join(host.home, '.aivailable-install.mine-is-longer'));
    const rig = installRig();
    expect((await rig.ended(rig.installs.start(requestOver(host, host)).id)).state).toBe('done');
    expect(readdirSync(host.home).toSorted()).toEqual(['.aivailable-install.mine-is-longer', '.local']);
  });

  it('goes on once where a broken connection left it', async () => {
    const { gate, rig, id } = await inTheMiddle();
    gate.cut();
    const view = await until('it is shut again, or done', () =>
      rig.installs.list().find((one) => one.id === id && (one.state !== 'running' || gate.isShut())),
    );
    gate.open();
    expect((await rig.ended(id)).state).toBe('done');
    expect(view.problem).toBeNull();
    expect(gate.brought).toHaveLength(2);
    expect(gate.brought[1]).toBeLessThan(rig.bundle.size);
    expect(rig.views.join()).toContain('The connection broke; it goes on where it stopped.');
  });

  it('is given up when the connection breaks a second time, and taken back over a third one', async () => {
    const host = await startPasswordHost();
    const gate = await startGate(host.port, 3 * megabyte);
    const rig = installRig({ filling: 12 * megabyte });
    const { id } = rig.installs.start(requestOver(gate, host));
    for (const connections of [1, 2]) {
      await until('the gate is shut', () => gate.isShut() && gate.brought.length === connections);
      gate.cut();
    }
    const view = await rig.ended(id);
    expect(view).toMatchObject({ state: 'failed', problem: { message: 'The connection to 127.0.0.1 broke.' } });
    expect(gate.brought).toHaveLength(3);
    expect(listing(host.home)).toEqual([]);
  });

  it('that arrives changed is not unpacked', async () => {
    const host = await startPasswordHost();
    const rig = installRig({ sha256: '00'.repeat(32) });
    const view = await rig.ended(rig.installs.start(requestOver(host, host)).id);
    expect(view.problem?.message).toBe('What arrived there is not what was sent.');
    expect(view.steps.find(({ name }) => name === 'unpack')?.state).toBe('waiting');
    expect(listing(host.home)).toEqual([]);
  });

  it('onto a PC whose SSH has no SFTP is not begun', async () => {
    const host = await startPasswordHost({ sftp: false });
    const rig = installRig();
    const view = await rig.ended(rig.installs.start(requestOver(host, host)).id);
    expect(view.problem).toMatchObject({
      code: 'host_unsuitable',
      message: 'Its SSH transfers no files: SFTP is switched off there.',
    });
    expect(listing(host.home)).toEqual([]);
  });

  it('onto a disk that is full says so', async () => {
    const host = await startPasswordHost({ fullAfter: 512 });
    await expectFull(host);
  });

  // A mount needs root.
  it.each(process.getuid?.() === 0 ? [3] : [])('onto a real disk of %i MB says that it is full', async (size) => {
    const home = path.join(tempDir(), 'small');
    mkdirSync(home);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}m`, 'tmpfs', home]);
    onTestFinished(() => void execFileSync('umount', ['--lazy', home]));
    await expectFull(await startPasswordHost({ home }));
  });

  async function expectFull(host: PasswordHost): Promise<void> {
    const rig = installRig({ filling: 5 * megabyte });
    const request = requestFor(host, { kind: 'password', password: host.password });
    const view = await rig.ended(rig.installs.start(request).id);
    expect(view.problem).toMatchObject({
      code: 'install_failed',
      action: 'Free space on that disk, and install again.',
    });
    expect(view.problem?.message).toMatch(/^The disk there is full: 0 GB free, and the bundle alone has 5\.0 MB\.$/);
    expect(listing(host.home)).toEqual([]);
  }
});
