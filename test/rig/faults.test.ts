/** Journey: what happens to PCs, cables and coordinators in an office, and that each fault ends as the design says: found again, nothing reloaded. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processesOn } from '../support/processes-on.ts';
import type { RigAgent } from '../support/rig-agent.ts';
import { answer, pullCableFor, RigFleet } from '../support/rig-fleet.ts';
import { until } from '../support/until.ts';

let fleet: RigFleet;
let agent: RigAgent;
let loaded: Awaited<ReturnType<RigFleet['serveOn']>>;

beforeAll(async () => {
  fleet = await RigFleet.open();
  agent = await fleet.join(1);
  await fleet.join(2, { second: true, vpn: true });
  loaded = await fleet.serveOn('pc1');
});
afterAll(() => fleet.close());

/** Answers come through the tunnel, from the very runner that was there before the fault. */
async function expectSameRunner(): Promise<void> {
  expect(await fleet.ask()).toContain(answer);
  expect(await fleet.loadedOn('pc1')).toEqual(loaded);
}

const seconds = (since: number): string => `${((Date.now() - since) / 1_000).toFixed(1)} s`;

describe('an agent', () => {
  it('that was stopped is lost, and is adopted when it goes on', async ({ annotate }) => {
    const stoppedAt = Date.now();
    agent.signal('SIGSTOP');
    const { since } = await fleet.office.machine('pc1', 'lost');
    await annotate(`lost after ${seconds(stoppedAt)}`);
    const continuedAt = Date.now();
    agent.signal('SIGCONT');
    await fleet.back('pc1', since);
    await annotate(`back after ${seconds(continuedAt)}`);
    await expectSameRunner();
  });
});

describe('a cable', () => {
  it('that was pulled for three seconds costs nothing', async ({ annotate }) => {
    await pullCableFor(agent.pc, 3_000);
    const pluggedAt = Date.now();
    await until('answers come again', async () => (await fleet.ask()).includes(answer), 60_000);
    await annotate(`answers after ${seconds(pluggedAt)}`);
    await fleet.office.machine('pc1', 'ready');
    await expectSameRunner();
  });

  it('that was pulled for a minute makes a machine lost, which is adopted when it is back', async ({ annotate }) => {
    const pulledAt = Date.now();
    const pulled = pullCableFor(agent.pc, 60_000);
    const { since, replicas } = await fleet.office.machine('pc1', 'lost');
    await annotate(`lost after ${seconds(pulledAt)}`);
    expect(replicas.map(({ state }) => state)).toEqual(['gone']);
    await pulled;
    const pluggedAt = Date.now();
    await fleet.back('pc1', since);
    await annotate(`back after ${seconds(pluggedAt)}`);
    await expectSameRunner();
  });
});

describe('a coordinator', () => {
  it('that was killed adopts what runs when it is started again', async ({ annotate }) => {
    const own = await processesOn(fleet.office.pc, 'node-agent.mjs run');
    await fleet.office.kill();
    const startedAt = Date.now();
    await fleet.office.start();
    await fleet.office.machine('pc1', 'ready');
    await annotate(`complete ${seconds(startedAt)} after its start`);
    await expectSameRunner();
    await fleet.office.machine('coordinator', 'paused');
    expect(await processesOn(fleet.office.pc, 'node-agent.mjs run')).toEqual(own);
  });

  it('with a new address is found there by mDNS', async ({ annotate }) => {
    const changedAt = Date.now();
    const { since } = await fleet.office.machine('pc1', 'ready');
    await fleet.office.pc.changeAddress('10.77.0.3');
    await fleet.back('pc1', since);
    await annotate(`back after ${seconds(changedAt)}`);
    await expectSameRunner();
    expect((await agent.status()).office?.addresses[0]).toBe('10.77.0.3:8421');
  });
});

describe('a PC', () => {
  it('that gets a new address comes back from there', async ({ annotate }) => {
    const changedAt = Date.now();
    await agent.pc.changeAddress('10.77.0.99');
    const machine = await fleet.office.until('pc1 dials from its new address', ({ machines }) =>
      machines.find(({ name, address, state }) => name === 'pc1' && address === '10.77.0.99' && state === 'ready'),
    );
    await annotate(`back after ${seconds(changedAt)}`);
    expect(machine.replicas.map(({ replicaId }) => replicaId)).toEqual([loaded.replicaId]);
    await expectSameRunner();
  });

  it('with two adapters and a VPN that owns the default route serves like any other', async () => {
    await fleet.office.machine('pc2', 'paused');
    await fleet.serveOn('pc2');
    expect(await fleet.ask()).toContain(answer);
  });
});
