/** Journey: a PC with SSH and nothing else becomes a machine of the office, survives what happens to PCs, and is let go without a trace. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  HostKeyView,
  type InstallRequest,
  type InstallStep,
  InstallView,
  MachineTest,
} from '../../contract/control-machines.ts';
import { processesOn } from '../support/processes-on.ts';
import { RigOffice } from '../support/rig-office.ts';
import { makeKey } from '../support/install/ssh-host.ts';
import { until } from '../support/until.ts';
import { type BootedPc, officeUser } from './booted-pc.ts';
import { Rig } from './rig.ts';

const slowMs = 120_000;
const agentProgram = 'node-agent.mjs run';

let rig: Rig;
let office: RigOffice;
let first: BootedPc;
let second: BootedPc;
let before: Map<string, string>;

beforeAll(async () => {
  rig = await Rig.make();
  const opening = RigOffice.open(rig);
  first = await rig.install(await rig.addPc(1));
  second = await rig.install(await rig.addPc(2));
  office = await opening;
  await first.boot();
  before = first.disk.files();
});
afterAll(() => rig.close());

const hostKeyOf = async ({ pc }: BootedPc): Promise<HostKeyView> =>
  HostKeyView.parse(await office.control('POST', '/control/machines/host-key', { address: pc.address, port: 22 }));

/** Installs, and watches. @returns the steps in the order in which each was first seen in a state, and how it ended */
async function install(booted: BootedPc, request: Pick<InstallRequest, 'user' | 'login'>) {
  const { fingerprint } = await hostKeyOf(booted);
  const where = { address: booted.pc.address, port: 22, hostKey: fingerprint };
  const { id } = InstallView.parse(
    await office.control('POST', '/control/machines/installs', { ...where, ...request }),
  );
  const seen = new Set<string>();
  const note = ({ name, state }: InstallStep): void => void (state === 'waiting' || seen.add(`${name} ${state}`));
  const ended = await office.until(`the installation on ${booted.pc.name} ends`, ({ installs }) => {
    const view = installs.find((one) => one.id === id);
    view?.steps.forEach(note);
    return view && view.state !== 'running' && view;
  });
  return { ended, seen };
}

const test = async (machineId: string): Promise<MachineTest> =>
  MachineTest.parse(await office.control('POST', `/control/machines/${machineId}/test`, {}));

const agentOf = async ({ pc }: BootedPc): Promise<number> => {
  const [pid] = await until(
    'the agent runs',
    async () => {
      const pids = await processesOn(pc, agentProgram);
      return pids.length > 0 && pids;
    },
    slowMs,
  );
  return pid ?? 0;
};

/** What differs between two listings of a disk: "+ /new", "- /gone", "* /changed". */
function changes(from: ReadonlyMap<string, string>, to: ReadonlyMap<string, string>): string[] {
  // useradd and userdel keep the last version of the lists that they change, and never take that back.
  const names = [...new Set([...from.keys(), ...to.keys()])].filter((name) => !/^\/etc\/[a-z]+-$/.test(name));
  const sign = (name: string): string => (!from.has(name) ? '+' : to.has(name) ? '*' : '-');
  return names.filter((name) => from.get(name) !== to.get(name)).map((name) => `${sign(name)} ${name}`);
}

/** Waits until nothing of the agent runs on a PC, and its disk is as it was. */
async function expectNothingLeft({ pc, disk }: BootedPc, asItWas: ReadonlyMap<string, string>): Promise<void> {
  await until(
    `nothing of the agent is left on ${pc.name}`,
    async () => {
      const left = [...changes(asItWas, disk.files()), ...(await processesOn(pc, 'node'))];
      if (left.length > 0) throw new Error(left.slice(0, 20).join('\n'));
      return true;
    },
    slowMs,
  );
}

describe('a PC with SSH', () => {
  it('shows the key that is on its disk', async () => {
    const { fingerprint, algorithm, known } = await hostKeyOf(first);
    const line = await first.exec('ssh-keygen', '-l', '-f', `/etc/ssh/ssh_host_${algorithm.toLowerCase()}_key.pub`);
    expect(line).toContain(` ${fingerprint} `);
    expect(known).toBe('first visit');
  });

  it('becomes a machine of the office by a password, step by step', async () => {
    const login = { kind: 'password', password: officeUser.password } as const;
    const { ended, seen } = await install(first, { user: officeUser.name, login });
    expect(ended.problem).toBeNull();
    expect(ended.steps.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'connect done',
      'look done',
      'bundle done',
      'copy done',
      'unpack done',
      'install done',
      'tunnel done',
    ]);
    for (const step of ['copy', 'unpack', 'install']) expect(seen).toContain(`${step} running`);
    const machine = await office.serving('pc1');
    expect(machine).toMatchObject({ id: ended.machineId, address: first.pc.address, thisPc: false });
    expect(machine.hardware?.hostName).toBe('pc1');
    expect(await hostKeyOf(first)).toMatchObject({ known: 'same' });
  });

  it('answers a test with the demo model from its own processor', async () => {
    const { id } = await office.serving('pc1');
    expect(await test(id)).toMatchObject({
      machine: 'pc1',
      gpuId: 'cpu',
      text: expect.stringContaining('Lisbon') as string,
    });
  });

  it('comes back by itself when its agent was killed', async () => {
    const { since } = await office.serving('pc1');
    const pid = await agentOf(first);
    process.kill(pid, 'SIGKILL');
    await office.until('it came back', ({ machines }) => {
      const machine = machines.find(({ name }) => name === 'pc1');
      return machine?.state === 'ready' && machine.since > since;
    });
    expect(await agentOf(first)).not.toBe(pid);
  });

  it('comes back by itself after a power cut, with nobody logged in', async () => {
    await first.powerCut();
    await office.machine('pc1', 'lost');
    await first.boot();
    const { id } = await office.serving('pc1');
    expect(await first.exec('loginctl', 'list-sessions', '--no-legend')).toBe('');
    expect((await test(id)).text).toContain('Lisbon');
  });

  it('is let go without a trace on its disk', async () => {
    const { id } = await office.serving('pc1');
    await office.control('DELETE', `/control/machines/${id}`);
    await office.until('it is gone', ({ machines }) => machines.every(({ name }) => name !== 'pc1'));
    await expectNothingLeft(first, before);
  });
});

describe('a PC that root logs in to by a key', () => {
  let id: string;
  let asItWas: Map<string, string>;

  it('gets an agent for all its users, as a service of the system with a user of its own', async () => {
    await second.boot();
    const key = makeKey(path.join(rig.folder, 'key'));
    const authorized = readFileSync(`${key}.pub`, 'utf8').trim();
    await second.exec('sh', '-c', `umask 077; mkdir -p /root/.ssh && echo '${authorized}' >/root/.ssh/authorized_keys`);
    asItWas = second.disk.files();
    const login = { kind: 'key', privateKey: readFileSync(key, 'utf8'), passphrase: null } as const;
    const { ended } = await install(second, { user: 'root', login });
    expect(ended.problem).toBeNull();
    ({ id } = await office.serving('pc2'));
    expect((await test(id)).text).toContain('Lisbon');
    const own = Number(await second.exec('id', '-u', 'aivailable-agent'));
    expect(statSync(`/proc/${await agentOf(second)}`).uid).toBe(own);
  });

  it('is let go without a trace on its disk', async () => {
    await office.control('DELETE', `/control/machines/${id}`);
    await office.until('it is gone', ({ machines }) => machines.every(({ name }) => name !== 'pc2'));
    await expectNothingLeft(second, asItWas);
    await expect(second.exec('id', 'aivailable-agent')).rejects.toThrow('no such user');
  });
});
