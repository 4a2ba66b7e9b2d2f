/** Journey: an office of four PCs, where each request is answered by the machine it was sent to, and by no other. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processesOn } from '../support/processes-on.ts';
import { answer, RigFleet } from '../support/rig-fleet.ts';
import { until } from '../support/until.ts';

const names = ['pc1', 'pc2', 'pc3', 'pc4'];
const runner = 'llama-runner';

let fleet: RigFleet;
beforeAll(async () => {
  fleet = await RigFleet.open();
  for (const number of [1, 2, 3, 4]) await fleet.join(number);
});
afterAll(() => fleet.close());

/** Names of the PCs, the coordinator's too, on which a runner is. */
async function runnersOn(): Promise<string[]> {
  const counts = await Promise.all(fleet.rig.pcs.map(async (pc) => ({ pc, pids: await processesOn(pc, runner) })));
  return counts.flatMap(({ pc, pids }) => (pids.length > 0 ? [pc.name] : []));
}

describe('a test of a machine', () => {
  it.each(names)('runs on %s when that is the one that is tested', async (name) => {
    await fleet.serveOn('coordinator');
    expect(await runnersOn()).toEqual(['coordinator']);
    const ran = until('a runner runs elsewhere', async () => {
      const all = await runnersOn();
      return all.length > 1 && all;
    });
    const [seen, { machine, text }] = await Promise.all([ran, fleet.test(name)]);
    expect(seen).toEqual(['coordinator', name]);
    expect([machine, text]).toEqual([name, expect.stringContaining(answer)]);
    await until('it is unloaded', async () => (await runnersOn()).join() === 'coordinator');
  });
});

describe('a request of a program', () => {
  it.each(names)('is answered by %s while all others are paused', async (name) => {
    await fleet.serveOn(name);
    await until('no other has a runner', async () => (await runnersOn()).join() === name);
    expect(await fleet.ask()).toContain(answer);
    const counted = await fleet.office.until(`the tokens of ${name} are counted`, ({ machines }) => {
      const on = machines.flatMap(({ name: own, replicas }) =>
        replicas.filter(({ tokensGenerated }) => tokensGenerated > 0).map(() => own),
      );
      return on.length > 0 && on;
    });
    expect(counted).toEqual([name]);
  });
});
