import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CandidateView, DiscoveryView } from '../../contract/control-machines.ts';
import { programMs, until } from '../support/until.ts';
import { startAvahi } from './avahi.ts';
import type { Pc } from './pc.ts';
import { Rig } from './rig.ts';
import { RigProgram } from './rig-program.ts';

const Heard = z.object({
  coordinators: z.array(z.object({ address: z.string(), pin: z.string(), name: z.string() })),
});
const Found = z.object({ candidates: z.array(CandidateView), view: DiscoveryView });

const newPin = (): string => randomBytes(32).toString('hex');
const startCoordinator = (pc: Pc, pin = newPin()): RigProgram<z.infer<typeof Found>> =>
  new RigProgram(pc, 'coordinator', [pin], Found);
const startAgent = (pc: Pc): RigProgram<z.infer<typeof Heard>> => new RigProgram(pc, 'agent', [newPin()], Heard);

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.make();
});
afterEach(() => rig.close());

const hears = (agent: RigProgram<z.infer<typeof Heard>>, pin: string, address = '10.77.0.2:8421'): Promise<true> =>
  until(
    `the coordinator is heard at ${address}`,
    () => agent.last?.coordinators.some((heard) => heard.pin === pin && heard.address === address),
    programMs,
  );
const finds = (found: RigProgram<z.infer<typeof Found>>, expected: Partial<CandidateView>): Promise<CandidateView> =>
  until(
    `${expected.name} is found at ${expected.address}`,
    () => found.last?.candidates.find(({ name, address }) => name === expected.name && address === expected.address),
    programMs,
  );

describe('discovery in an office', () => {
  it('finds the coordinator after each of 20 restarts, from every PC, whether it said goodbye or was killed', async () => {
    const coordinator = await rig.addCoordinator();
    const agents = [];
    for (const number of [1, 2, 3, 4]) agents.push(startAgent(await rig.addPc(number)));
    for (let restart = 1; restart <= 20; restart += 1) {
      const pin = newPin();
      const running = startCoordinator(coordinator, pin);
      expect(await Promise.all(agents.map((agent) => hears(agent, pin)))).toHaveLength(4);
      await running.end(restart % 2 === 0 ? 'SIGTERM' : 'SIGKILL');
    }
  });

  it('finds one that was there before', async () => {
    const coordinator = await rig.addCoordinator();
    const pin = newPin();
    const running = startCoordinator(coordinator, pin);
    await until('the coordinator runs', () => running.last, programMs);
    expect(await hears(startAgent(await rig.addPc(1)), pin)).toBe(true);
  });

  it('shows a PC that announces itself by avahi, once, with its name, its SSH and its system', async () => {
    const coordinator = await rig.addCoordinator();
    const pc = await rig.addPc(1);
    await startAvahi(pc, `${rig.folder}/avahi`);
    const found = startCoordinator(coordinator);
    const candidate = await until(
      'all that avahi announces is heard',
      () => found.last?.candidates.find(({ sources }) => sources.length === 2),
      programMs,
    );
    expect(found.last?.candidates).toEqual([candidate]);
    expect(candidate).toMatchObject({
      name: 'pc1',
      address: '10.77.0.11',
      os: 'linux',
      ssh: true,
      sources: ['_ssh._tcp', '_workstation._tcp'],
    });
    expect(found.last?.view.checklist.map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
  });

  it('reaches a PC with two adapters whose VPN owns the default route, and is reached by it', async () => {
    const coordinator = await rig.addCoordinator();
    const pc = await rig.addPc(1, { second: true, vpn: true });
    const pin = newPin();
    const found = startCoordinator(coordinator, pin);
    await hears(startAgent(pc), pin);
    expect(await finds(found, { name: 'pc1', address: '10.77.0.11' })).toMatchObject({ sources: ['_aivailable._tcp'] });
  });

  it('reaches the office from a coordinator whose VPN owns the default route, and says what it did not use', async () => {
    const pin = newPin();
    const found = startCoordinator(await rig.addCoordinator({ second: true, vpn: true }), pin);
    await hears(startAgent(await rig.addPc(1)), pin);
    await finds(found, { name: 'pc1', address: '10.77.0.11' });
    const adapters = found.last?.view.adapters ?? [];
    expect(Object.fromEntries(adapters.map(({ name, used }) => [name, used]))).toEqual({
      lo: false,
      en0: true,
      eth0: true,
      tun0: false,
    });
  });

  it('leaves avahi on the same PC its name', async () => {
    const pc = await rig.addPc(1, { second: true, vpn: true });
    await startAvahi(pc, `${rig.folder}/avahi`);
    startAgent(pc);
    const found = startCoordinator(await rig.addCoordinator());
    const candidate = await until(
      'avahi and the agent are heard',
      () => found.last?.candidates.find(({ sources }) => sources.length === 3),
      programMs,
    );
    expect(found.last?.candidates).toEqual([candidate]);
    expect(candidate.name).toBe('pc1');
  });

  it('follows a PC that changes its address, and a coordinator that does', async () => {
    const coordinator = await rig.addCoordinator();
    const pc = await rig.addPc(1);
    const pin = newPin();
    const found = startCoordinator(coordinator, pin);
    const agent = startAgent(pc);
    await finds(found, { name: 'pc1', address: '10.77.0.11' });
    await pc.changeAddress('10.77.0.99');
    expect(await finds(found, { name: 'pc1', address: '10.77.0.99' })).toBeDefined();
    await coordinator.changeAddress('10.77.0.3');
    expect(await hears(agent, pin, '10.77.0.3:8421')).toBe(true);
  });

  it('goes on after a cable was pulled and put back', async () => {
    const coordinator = await rig.addCoordinator();
    const pc = await rig.addPc(1);
    const agent = startAgent(pc);
    await until('the agent runs', () => agent.last, programMs);
    await pc.pullCable();
    const pin = newPin();
    const found = startCoordinator(coordinator, pin);
    await until('the coordinator runs', () => found.last, programMs);
    await pc.plugCable();
    await hears(agent, pin);
    await finds(found, { name: 'pc1', address: '10.77.0.11' });
  });

  it('looks through the network for SSH when it is asked to', async () => {
    const coordinator = await rig.addCoordinator();
    const pc = await rig.addPc(1);
    const booted = await rig.install(pc);
    await booted.boot();
    const found = startCoordinator(coordinator);
    await until('the coordinator runs', () => found.last, programMs);
    found.write('look');
    expect(await finds(found, { name: '10.77.0.11', address: '10.77.0.11' })).toMatchObject({
      ssh: true,
      sources: ['network scan'],
    });
  });

  it('is not disturbed by packets of every broken kind', async () => {
    const stranger = await rig.addPc(2);
    const found = startCoordinator(await rig.addCoordinator());
    await until('the coordinator runs', () => found.last, programMs);
    const noise = new RigProgram(stranger, 'noise', [], z.object({ sent: z.int() }));
    await until('all is sent', () => noise.last, programMs);
    startAgent(await rig.addPc(1));
    await finds(found, { name: 'pc1', address: '10.77.0.11' });
    // The one service among them that can be read has no host name, and its own is not shown.
    expect(found.last?.candidates.map(({ name }) => name)).toEqual(['10.77.0.12', 'pc1']);
  });

  it('says so when another program holds the port for itself, and goes on', async () => {
    const coordinator = await rig.addCoordinator();
    const holder = new RigProgram(coordinator, 'port-holder', [], z.object({ held: z.int() }));
    await until('the port is held', () => holder.last, programMs);
    const found = startCoordinator(coordinator);
    const sentence = await until(
      'it is said',
      () => found.last?.view.checklist.find(({ sentence: said }) => said.includes('EADDRINUSE')),
      programMs,
    );
    expect(sentence).toMatchObject({ ok: false, action: expect.stringContaining('5353') as string });
    expect(await found.end('SIGTERM')).toBe(0);
  });

  it('ends when it is asked to', async () => {
    const agent = startAgent(await rig.addPc(1));
    const found = startCoordinator(await rig.addCoordinator());
    await finds(found, { name: 'pc1', address: '10.77.0.11' });
    expect(await Promise.all([agent.end('SIGTERM'), found.end('SIGTERM')])).toEqual([0, 0]);
  });
});
