import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sendSignal } from '../../../../common/process-end.ts';
import type { InstallView } from '../../../../contract/control-machines.ts';
import { installRig, listing, officePin, requestFor } from '../../../support/install/install-rig.ts';
import { startPasswordHost, startSshd, type PasswordHost } from '../../../support/install/ssh-host.ts';
import { until } from '../../../support/until.ts';

const keyOf = (file: string) => ({ kind: 'key', privateKey: readFileSync(file, 'utf8'), passphrase: null }) as const;
const passwordOf = ({ password }: Pick<PasswordHost, 'password'>) => ({ kind: 'password', password }) as const;
const statesOf = ({ steps }: InstallView): string[] => steps.map(({ name, state }) => `${name} ${state}`);
const detailOf = ({ steps }: InstallView, name: string): string =>
  steps.find((step) => step.name === name)?.detail ?? '';

const allDone = ['connect', 'look', 'bundle', 'copy', 'unpack', 'install', 'tunnel'].map((name) => `${name} done`);

describe('an installation onto Debian’s sshd with a key', () => {
  it('goes through every step and leaves the agent there, and no temporary folder', async () => {
    const host = await startSshd();
    const rig = installRig({ filling: 300_000 });
    const before = listing(host.home);
    const begun = rig.installs.start(requestFor(host, keyOf(host.keyFile)));
    expect(begun).toMatchObject({ state: 'running', address: '127.0.0.1', user: host.user, machineId: null });
    const view = await rig.ended(begun.id);
    expect(view).toMatchObject({ state: 'done', machineId: 'machine-1', problem: null });
    expect(statesOf(view)).toEqual(allDone);
    expect(detailOf(view, 'unpack')).toBe('Unpacked; its Node v24.21.0 runs there.');
    expect(detailOf(view, 'tunnel')).toBe('Connected. It is PLOTTER-PC from now on.');
    expect(listing(host.home).filter((name) => name.includes('.aivailable'))).toEqual([]);
    expect(listing(host.home).length).toBeGreaterThan(before.length);
    expect(rig.hosts.find('127.0.0.1', host.port)).toBe(host.fingerprint);
  });

  it('hands over the token unseen and says where the coordinator is', async () => {
    const host = await startSshd();
    const rig = installRig();
    await rig.ended(rig.installs.start(requestFor(host, keyOf(host.keyFile))).id);
    const asked = readFileSync(path.join(host.switches, '..', 'agent'), 'utf8');
    expect(asked).toMatch(
      /join - --data \S+\/data --coordinator 192\.168\.10\.12:8421 --coordinator 10\.0\.0\.5:8421\n/,
    );
    expect(asked).not.toContain('AIV1.');
    expect(readFileSync(path.join(host.switches, '..', 'token'), 'utf8')).toBe(`AIV1.${officePin}.${'0'.repeat(15)}1`);
  });
});

describe('an installation with a password', () => {
  it.each(['password', 'keyboard-interactive'] as const)('shows it once, by the method %s', async (method) => {
    const host = await startPasswordHost({ method });
    const rig = installRig();
    const view = await rig.ended(rig.installs.start(requestFor(host, passwordOf(host))).id);
    expect(statesOf(view)).toEqual(allDone);
    expect(host.shown).toEqual(['none jana', `${method} jana ${host.password}`]);
  });

  it('leaves the password in no view and no log, whether it goes well or not', async () => {
    const host = await startPasswordHost();
    const rig = installRig();
    const password = 'Wrong-Pony-31';
    const wrong = await rig.ended(rig.installs.start(requestFor(host, { kind: 'password', password })).id);
    expect(wrong.state).toBe('failed');
    await rig.ended(rig.installs.start(requestFor(host, passwordOf(host))).id);
    const all = [...rig.views, ...rig.logged].join('\n');
    expect(all).toContain('PLOTTER-PC');
    expect(all).not.toContain(password);
    expect(all).not.toContain(host.password);
  });

  it('that is wrong is refused with what the server takes, after one try', async () => {
    const host = await startPasswordHost();
    const rig = installRig();
    const view = await rig.ended(rig.installs.start(requestFor(host, { kind: 'password', password: 'wrong' })).id);
    expect(view.problem).toMatchObject({
      code: 'login_refused',
      message: 'The user “jana” was not let in with this password. It takes: password.',
    });
    expect(statesOf(view)).toEqual([
      'connect failed',
      ...allDone.slice(1).map((one) => one.replace('done', 'waiting')),
    ]);
    expect(host.shown).toEqual(['none jana', 'password jana wrong']);
  });

  it('is not shown at all to a server that takes keys only', async () => {
    const host = await startSshd();
    const rig = installRig();
    const view = await rig.ended(rig.installs.start(requestFor(host, { kind: 'password', password: 'any' })).id);
    expect(view.problem).toMatchObject({
      code: 'login_refused',
      message: 'That PC does not let users in with this password. It takes: publickey.',
    });
  });

  it('is never shown to a host with another key than the one that was compared', async () => {
    const host = await startPasswordHost();
    const rig = installRig();
    const other = { ...host, fingerprint: `SHA256:${'A'.repeat(43)}` };
    const view = await rig.ended(rig.installs.start(requestFor(other, passwordOf(host))).id);
    expect(view.problem).toMatchObject({ code: 'host_key_changed' });
    expect(host.shown).toEqual([]);
    expect(rig.hosts.find('127.0.0.1', host.port)).toBeNull();
  });

  it('is never shown to a host whose key changed since an earlier visit, even when the new one is sent along', async () => {
    const host = await startPasswordHost();
    const rig = installRig();
    rig.hosts.pin('127.0.0.1', host.port, `SHA256:${'B'.repeat(43)}`);
    const view = await rig.ended(rig.installs.start(requestFor(host, passwordOf(host))).id);
    expect(view.problem).toMatchObject({ code: 'host_key_changed' });
    expect(host.shown).toEqual([]);
  });
});

describe('an installation that fails', () => {
  it('because the service cannot be installed leaves nothing behind', async () => {
    const { host, rig, view } = await failing('install-fails');
    expect(view.problem).toMatchObject({
      code: 'install_failed',
      message: 'It said: “The service manager does not answer.”',
    });
    expect(statesOf(view)).toContain('install failed');
    expect(detailOf(view, 'install')).toMatch(/The agent was uninstalled\.$/);
    expect(statesOf(view)).toContain('copy undone');
    expect(listing(host.home)).toEqual([]);
    expect(rig.takenBack).toEqual([]);
  });

  it('because the agent cannot join leaves nothing behind, and its token is of no use', async () => {
    const { host, rig, view } = await failing('join-fails');
    expect(view.problem?.message).toBe('It said: “The coordinator refused the token.”');
    expect(listing(host.home)).toEqual([]);
    expect(rig.takenBack).toEqual([`AIV1.${officePin}.${'0'.repeat(15)}1`]);
  });

  it('because no tunnel comes says what the agent wrote last, and leaves nothing behind', async () => {
    const host = await startPasswordHost();
    const rig = installRig({ silentForMs: 50 });
    const view = await rig.ended(rig.installs.start(requestFor(host, passwordOf(host))).id);
    expect(view.problem?.message).toContain(
      'It wrote last: “the agent starts · the coordinator cannot be reached: connect ETIMEDOUT”',
    );
    expect(statesOf(view).slice(-2)).toEqual(['install undone', 'tunnel failed']);
    expect(listing(host.home)).toEqual([]);
    expect(rig.takenBack).toHaveLength(1);
  });

  it('and cannot be taken back says what is left', async () => {
    const host = await startPasswordHost();
    for (const name of ['join-fails', 'uninstall-fails']) writeFileSync(path.join(host.switches, name), '');
    const rig = installRig();
    const view = await rig.ended(rig.installs.start(requestFor(host, passwordOf(host))).id);
    expect(view.problem?.effect).toBe(
      'Not everything could be taken back on that PC. The agent is still installed. It said: “Something holds it.”',
    );
  });

  async function failing(name: string) {
    const host = await startPasswordHost();
    writeFileSync(path.join(host.switches, name), '');
    const rig = installRig();
    const view = await rig.ended(rig.installs.start(requestFor(host, passwordOf(host))).id);
    expect(view.state).toBe('failed');
    return { host, rig, view };
  }
});

describe('an installation that is cancelled', () => {
  it('while a program hangs there, which sshd does not end for root, leaves nothing behind', async () => {
    const host = await startSshd();
    writeFileSync(path.join(host.switches, 'node-hangs'), '');
    const rig = installRig();
    const { id } = rig.installs.start(requestFor(host, keyOf(host.keyFile)));
    const file = path.join(host.switches, '..', 'pid');
    const pid = await until('Node hangs there', () => Number(readFileSync(file, 'utf8')) || null);
    onTestFinished(() => sendSignal(pid, 'SIGKILL'));
    rig.installs.cancel(id);
    expect(await rig.ended(id)).toMatchObject({ state: 'cancelled', problem: null });
    expect(listing(host.home)).toEqual([]);
  });

  it('while it waits for the tunnel uninstalls the agent and lets the machine in no more', async () => {
    const host = await startSshd();
    const rig = installRig({ silentForMs: 600_000 });
    const { id } = rig.installs.start(requestFor(host, keyOf(host.keyFile)));
    await until('it waits', () => rig.installs.list().some((view) => statesOf(view).includes('tunnel running')));
    rig.installs.cancel(id);
    const view = await rig.ended(id);
    expect(statesOf(view).slice(3)).toEqual(['copy undone', 'unpack done', 'install undone', 'tunnel undone']);
    expect(listing(host.home)).toEqual([]);
    expect(rig.takenBack).toHaveLength(1);
  });
});

describe('a PC that has an agent already', () => {
  it('of this office is updated instead', async () => {
    const { view } = await second(officePin);
    expect(view.problem).toMatchObject({
      code: 'install_failed',
      message: '127.0.0.1 has this office’s agent already, of version 0.1.0.',
      effect: 'Nothing was copied or installed.',
    });
  });

  it('of another office is left alone', async () => {
    const { host, before, view } = await second('cd'.repeat(32));
    expect(view.problem).toMatchObject({
      code: 'host_unsuitable',
      message: '127.0.0.1 has the agent of another office, of version 0.1.0.',
    });
    expect(listing(host.home)).toEqual(before);
  });

  it('whose office cannot be seen is left alone', async () => {
    const { host, before, view } = await second('');
    expect(view.problem?.message).toBe('127.0.0.1 has an agent already, of version 0.1.0; its office cannot be seen.');
    expect(listing(host.home)).toEqual(before);
  });

  async function second(pin: string) {
    const host = await startPasswordHost();
    const rig = installRig();
    await rig.ended(rig.installs.start(requestFor(host, passwordOf(host))).id);
    const data = path.join(host.home, '.local/share/aivailable-agent/data');
    writeFileSync(path.join(data, 'enrolment.json'), JSON.stringify({ addresses: [], pin, officeName: 'Linden' }));
    const before = listing(host.home);
    const view = await rig.ended(rig.installs.start(requestFor(host, passwordOf(host))).id);
    return { host, before, view };
  }
});

describe('the list of installations', () => {
  it('holds one for each address: a second one is refused while the first runs, and takes its place later', async () => {
    const host = await startPasswordHost();
    const rig = installRig({ silentForMs: 600_000 });
    const first = rig.installs.start(requestFor(host, passwordOf(host)));
    expect(() => rig.installs.start(requestFor(host, passwordOf(host)))).toThrow(
      'An installation on 127.0.0.1 runs already.',
    );
    expect(() => rig.installs.dismiss(first.id)).toThrow('It still runs. Cancel it first.');
    rig.installs.cancel(first.id);
    expect((await rig.ended(first.id)).state).toBe('cancelled');
    const again = rig.installs.start(requestFor(host, passwordOf(host)));
    expect(rig.installs.list().map(({ id }) => id)).toEqual([again.id]);
    rig.installs.cancel(again.id);
    await rig.ended(again.id);
    rig.installs.dismiss(again.id);
    expect(rig.installs.list()).toEqual([]);
    expect(() => rig.installs.cancel(again.id)).toThrow('There is no such installation.');
  });

  it('lets four run at once; the fifth waits, and can be cancelled while it does', async () => {
    const host = await startPasswordHost();
    const rig = installRig({ silentForMs: 600_000 });
    const names = ['127.0.0.1', '127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5'];
    // One server under several addresses, none of which is a PC of its own.
    const [, , , , fifth] = names.map(
      (address) => rig.installs.start({ ...requestFor(host, passwordOf(host)), address }).id,
    );
    const waiting = rig.installs.list().find(({ id }) => id === fifth);
    expect(detailOf(waiting as InstallView, 'connect')).toBe('Waits until one of the 4 that run is done.');
    rig.installs.cancel(fifth ?? '');
    expect((await rig.ended(fifth ?? '')).state).toBe('cancelled');
  });

  it('ends with all that runs, and all of it taken back', async () => {
    const host = await startPasswordHost();
    const rig = installRig({ silentForMs: 600_000, closeMs: 20_000 });
    const { id } = rig.installs.start(requestFor(host, passwordOf(host)));
    await until('it waits for the tunnel', () => statesOf(viewOf(id)).includes('tunnel running'));
    await rig.installs.close();
    expect(viewOf(id).state).toBe('cancelled');
    expect(listing(host.home)).toEqual([]);

    function viewOf(wanted: string): InstallView {
      return rig.installs.list().find((view) => view.id === wanted) as InstallView;
    }
  });

  it('refuses this PC itself', async () => {
    const host = await startPasswordHost();
    const rig = installRig({ ownAddresses: ['127.0.0.1'] });
    const view = await rig.ended(rig.installs.start(requestFor(host, passwordOf(host))).id);
    expect(view.problem).toMatchObject({ code: 'machine_is_here' });
  });
});
