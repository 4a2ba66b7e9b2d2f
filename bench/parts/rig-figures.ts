/** The part of the fleet's bench that needs a rig: discovery, joining, installing over SSH, and how soon machines are back after faults. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { z } from 'zod';
import { agentPidFile } from '../../common/running-agent.ts';
import type { MachineView, OfficeState } from '../../contract/control-api.ts';
import { HostKeyView, InstallView } from '../../contract/control-machines.ts';
import { type BootedPc, officeUser } from '../../test/rig/booted-pc.ts';
import { Rig } from '../../test/rig/rig.ts';
import { RigProgram } from '../../test/rig/rig-program.ts';
import { processesOn } from '../../test/support/processes-on.ts';
import { pullCableFor, RigFleet } from '../../test/support/rig-fleet.ts';
import type { RigOffice } from '../../test/support/rig-office.ts';
import { until } from '../../test/support/until.ts';
import { figure, type Figure } from '../report.ts';

const restarts = 20;
const machines = 5;
const runs = 3;
const slowMs = 120_000;

/** Needs root. Takes about four minutes. */
export async function measureOnRig(): Promise<Figure[]> {
  return [...(await discovery()), ...(await joinsAndFaults()), ...(await installs())];
}

const Heard = z.object({ coordinators: z.array(z.object({ pin: z.string() })) });

async function discovery(): Promise<Figure[]> {
  const rig = await Rig.make();
  try {
    const coordinator = await rig.addCoordinator();
    const agent = new RigProgram(await rig.addPc(1), 'agent', [newPin()], Heard);
    await until('the agent listens', () => agent.last, slowMs);
    const values: number[] = [];
    for (let run = 0; run < restarts; run += 1) {
      const pin = newPin();
      const since = performance.now();
      const running = new RigProgram(coordinator, 'coordinator', [pin], z.unknown());
      await until('it is heard', () => agent.last?.coordinators.some((one) => one.pin === pin), slowMs);
      values.push(secondsSince(since));
      await running.end(run % 2 === 0 ? 'SIGTERM' : 'SIGKILL');
    }
    return [figure({ name: `coordinator heard, from its program’s start (${restarts} times)`, unit: 's', values })];
  } finally {
    await rig.close();
  }
}

async function joinsAndFaults(): Promise<Figure[]> {
  const fleet = await RigFleet.open();
  const { office } = fleet;
  try {
    const joined: number[] = [];
    const agents = [];
    for (let number = 1; number <= machines; number += 1) {
      const agent = await fleet.addPc(number);
      agent.start('--no-discovery');
      await until('the agent waits', () => existsSync(agentPidFile(agent.dataDir)), slowMs);
      const token = await fleet.newToken();
      const since = performance.now();
      await agent.join(token, fleet.address);
      await office.serving(agent.pc.name);
      joined.push(secondsSince(since));
      agent.signal('SIGTERM');
      await agent.ended();
      await office.machine(agent.pc.name, 'lost');
      // From now on it hears the coordinator as every agent does.
      agent.start();
      agents.push(agent);
    }
    const names = agents.map(({ pc }) => pc.name);
    await each(office, names, isReady);
    const one = agents[0]?.pc;
    if (!one) throw new Error('no PC joined');
    await fleet.serveOn(one.name);
    await office.until('the others are paused', (state) => of(state, names).every(({ state: now }) => now !== 'lost'));

    const short: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      await pullCableFor(one, 3_000);
      const since = performance.now();
      await until('answers come again', () => fleet.ask(), slowMs);
      short.push(secondsSince(since));
    }

    const pulled = Promise.all(agents.map(({ pc }) => pullCableFor(pc, 60_000)));
    const known = await each(office, names, ({ state }) => state === 'lost');
    await pulled;
    const long = await each(office, names, isBack);

    await office.kill();
    const starting = performance.now();
    await office.start();
    const started = secondsSince(starting);
    const restarted = (await each(office, names, isBack)).map((value) => value + started);

    await office.pc.changeAddress('10.77.0.3');
    const changed = performance.now();
    await each(office, names, ({ state }) => state === 'lost');
    const lostAfter = secondsSince(changed);
    const moved = (await each(office, names, isBack)).map((value) => value + lostAfter);
    return [
      figure({ name: 'join by token, from the command until it is ready', unit: 's', values: joined }),
      figure({ name: 'cable pulled, until the loss is known', unit: 's', values: known, atMost: 6 }),
      figure({ name: 'cable pulled for 3 s, from its return to the next answer', unit: 's', values: short }),
      figure({ name: 'cable pulled for 60 s, from its return until it is back', unit: 's', values: long }),
      figure({ name: 'coordinator killed, from its start until a machine is back', unit: 's', values: restarted }),
      figure({ name: 'coordinator with a new address, until a machine is back', unit: 's', values: moved }),
    ];
  } finally {
    await fleet.close();
  }
}

async function installs(): Promise<Figure[]> {
  const fleet = await RigFleet.open();
  const { office, rig } = fleet;
  try {
    const booted = await rig.install(await rig.addPc(1));
    await booted.boot();
    const { name } = booted.pc;
    const pushed: number[] = [];
    const killed: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      pushed.push(await installWithoutCopy(office, booted));
      const { id, since } = await office.serving(name);
      const [pid = 0] = await processesOn(booted.pc, 'node-agent.mjs run');
      const now = performance.now();
      process.kill(pid, 'SIGKILL');
      await fleet.back(name, since);
      killed.push(secondsSince(now));
      await office.control('DELETE', `/control/machines/${id}`);
      await office.until('it is gone', (state) => of(state, [name]).length === 0);
      await until('nothing of it runs', async () => (await processesOn(booted.pc, 'node')).length === 0, slowMs);
    }
    return [
      figure({ name: 'installation over SSH without the copy, until it is ready', unit: 's', values: pushed }),
      figure({ name: 'agent killed, until its service is back and counts', unit: 's', values: killed }),
    ];
  } finally {
    await fleet.close();
  }
}

/** Seconds of all steps but the copy. */
async function installWithoutCopy(office: RigOffice, { pc }: BootedPc): Promise<number> {
  const where = { address: pc.address, port: 22 };
  const { fingerprint } = HostKeyView.parse(await office.control('POST', '/control/machines/host-key', where));
  const login = { kind: 'password', password: officeUser.password };
  const request = { ...where, user: officeUser.name, hostKey: fingerprint, login };
  const begun = performance.now();
  const { id } = InstallView.parse(await office.control('POST', '/control/machines/installs', request));
  const step = (state: OfficeState, name: string) =>
    state.installs.find((view) => view.id === id)?.steps.find((one) => one.name === name)?.state;
  const reached = async (name: string, wanted: string): Promise<number> => {
    await office.until(`${name} is ${wanted}`, (state) => [wanted, 'done'].includes(step(state, name) ?? ''));
    return secondsSince(begun);
  };
  const copyFrom = await reached('copy', 'running');
  const copyTo = await reached('copy', 'done');
  const end = await reached('tunnel', 'done');
  return end - (copyTo - copyFrom);
}

/** Waits until each of these machines is as wanted. @returns after how many seconds each was */
async function each(office: RigOffice, names: readonly string[], wanted: (machine: MachineView) => boolean) {
  const since = performance.now();
  const times = new Map<string, number>();
  await office.until('all are', (state) => {
    for (const machine of of(state, names)) {
      if (!times.has(machine.name) && wanted(machine)) times.set(machine.name, secondsSince(since));
    }
    return times.size === names.length;
  });
  return [...times.values()];
}

const of = ({ machines: all }: OfficeState, names: readonly string[]): MachineView[] =>
  all.filter(({ name }) => names.includes(name));

const isReady = ({ state }: MachineView): boolean => state === 'ready';
/** Most of them are paused, so that one alone answers. */
const isBack = ({ state }: MachineView): boolean => ['ready', 'answering', 'paused'].includes(state);
const secondsSince = (since: number): number => (performance.now() - since) / 1_000;
const newPin = (): string => randomBytes(32).toString('hex');
