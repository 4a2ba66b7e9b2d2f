/** The whole way: the real bundle over Debian’s sshd, its service installed, its agent joined and connected to a real coordinator. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { hasEnded, sendSignal } from '../../common/process-end.ts';
import { version } from '../../common/version.ts';
import { systemClock } from '../../main/base/clock.ts';
import { Bundles } from '../../main/installer/bundles/bundles.ts';
import { Installs } from '../../main/installer/push/installs.ts';
import { makeInClone } from '../../main/installer/bundles/make-in-clone.ts';
import { TokenAdmission } from '../../main/installer/push/token-admission.ts';
import { openLedger } from '../../main/ledger/ledger.ts';
import { SshHostBook } from '../../main/ledger/ssh-hosts.ts';
import { requestFor } from '../support/install/install-rig.ts';
import { type JoinableOffice, openJoinableOffice } from '../support/install/joinable-office.ts';
import { listFiles } from '../support/list-files.ts';
import { quietLog } from '../support/quiet-log.ts';
import { root } from '../support/source/source-files.ts';
import { startSshd, type SshHost } from '../support/install/ssh-host.ts';
import { tempDir } from '../support/temp-dir.ts';
import { programMs, until } from '../support/until.ts';

const slowMs = 240_000;
const bundles = new Bundles({ folder: path.join(root, 'dist', 'bundles'), version, make: makeInClone(root) });
afterAll(() => bundles.close());

/** A systemd that knows one unit: it starts what stands there, and ends it. */
const systemctl = (pidFile: string): string => `#!/bin/sh
unit="$HOME/.config/systemd/user/aivailable-agent.service"
end() { [ -e ${pidFile} ] && kill "$(cat ${pidFile})" && while kill -0 "$(cat ${pidFile})" 2>/dev/null; do sleep 0.1; done; rm -f ${pidFile}; }
case "$*" in
  *restart*) end; start=$(sed -n 's/^ExecStart=//p' "$unit")
    setsid sh -c "exec $start" </dev/null >/dev/null 2>&1 & echo $! >${pidFile} ;;
  *'disable --now'*) end ;;
esac
exit 0
`;

/** Starts what is named after its options, apart from who asks. */
const systemdRun = `#!/bin/sh
while [ "\${1#--}" != "$1" ]; do shift; done
setsid "$@" </dev/null >/dev/null 2>&1 &
`;

it(
  'a PC gets the agent over SSH, is a machine of the office, and has nothing of it left when it is removed',
  { timeout: slowMs },
  async () => {
    const host = await startSshd();
    const pidFile = path.join(host.switches, 'agent-pid');
    const bin = path.join(host.home, '..', 'bin');
    writeFileSync(path.join(bin, 'systemctl'), systemctl(pidFile));
    writeFileSync(path.join(bin, 'systemd-run'), systemdRun, { mode: 0o755 });
    onTestFinished(() => endAgent(pidFile));
    const office = await openJoinableOffice();
    const installs = installsOf(office);

    const { id } = installs.start(requestOf(host));
    const view = await until('it ended', () => ofId(installs, id), slowMs);
    expect(view).toMatchObject({ state: 'done', problem: null });
    const machine = office.inventory.machines().find((one) => one.id === view.machineId);
    expect(machine).toMatchObject({ state: 'online', agentVersion: version, local: false });
    expect(listFiles(host.home).filter((name) => name.startsWith('.aivailable'))).toEqual([]);

    const again = installs.start(requestOf(host));
    const refused = await until('the second one ended', () => ofId(installs, again.id), programMs);
    expect(refused.problem?.message).toBe(`127.0.0.1 has this office’s agent already, of version ${version}.`);

    office.enrolment.remove(machine?.id ?? '');
    await until('its agent has uninstalled itself', () => listFiles(host.home).length === 0, programMs);
    expect(office.machines.list()).toEqual([]);
  },
);

it('a PC whose agent cannot reach the coordinator has nothing of it left', { timeout: slowMs }, async () => {
  const host = await startSshd();
  const office = await openJoinableOffice();
  const installs = installsOf(office, ['127.0.0.1:9']);
  const { id } = installs.start(requestOf(host));
  const view = await until('it ended', () => ofId(installs, id), slowMs);
  expect(view).toMatchObject({ state: 'failed', problem: { code: 'install_failed' } });
  expect(view.problem?.message).toMatch(/^It said: “.*127\.0\.0\.1:9/);
  expect(view.problem?.effect).toBe('What had been done on that PC was undone.');
  expect(listFiles(host.home)).toEqual([]);
  expect(office.machines.list()).toEqual([]);
});

function installsOf(office: JoinableOffice, addresses = [office.address]): Installs {
  const db = openLedger(tempDir());
  const installs = new Installs({
    hosts: new SshHostBook(db),
    bundles,
    admission: new TokenAdmission({
      enrolment: office.enrolment,
      isConnected: (id) => office.inventory.machine(id)?.state === 'online',
      onChange: (listener) => office.inventory.onChange(listener),
    }),
    officePin: office.identity.pin,
    dialAddresses: () => addresses,
    ownAddresses: () => [],
    sshAgent: null,
    clock: systemClock,
    log: quietLog,
  });
  onTestFinished(async () => {
    await installs.close();
    db.close();
  });
  return installs;
}

const requestOf = (host: SshHost & { keyFile: string }) =>
  requestFor(host, { kind: 'key', privateKey: readFileSync(host.keyFile, 'utf8'), passphrase: null });

const ofId = (installs: Installs, id: string) =>
  installs.list().find((view) => view.id === id && view.state !== 'running');

async function endAgent(pidFile: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  sendSignal(pid, 'SIGTERM');
  if (!(await hasEnded(pid, 10_000))) sendSignal(pid, 'SIGKILL');
}
