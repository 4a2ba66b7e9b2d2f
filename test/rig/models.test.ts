/**
 * Journey: an office gets models from a hub and lets them run on graphics cards (Mesa's software device): searched, loaded, deployed,
 * answered where the plan says; two share a card, a third has no room, and another PC gives it one.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WhatIf } from '../../contract/deployments.ts';
import { answer, RigFleet } from '../support/rig-fleet.ts';
import { openHub, withHub } from '../support/rig-hub.ts';

/** Files of the catalogue whose hash it does not know, so that the demo model's bytes can stand for them. */
const files = {
  'qwen2.5-0.5b-instruct': 'bartowski/Qwen2.5-0.5B-Instruct-GGUF/Qwen2.5-0.5B-Instruct-Q8_0.gguf',
  'qwen2.5-1.5b-instruct': 'bartowski/Qwen2.5-1.5B-Instruct-GGUF/Qwen2.5-1.5B-Instruct-Q8_0.gguf',
  'qwen2.5-3b-instruct': 'acme/Third-GGUF/third-3b-Q8_0.gguf',
};
const [first, second] = Object.keys(files) as [string, string];
const third = 'third-3b';
/** Shaders are compiled at the first load on a machine. */
const slowMs = 240_000;

let fleet: RigFleet;
beforeAll(async () => {
  fleet = await RigFleet.open(() => ({ env: withHub() }));
  await openHub(fleet.rig, Object.values(files));
  await join(1);
  await fleet.office.command('model', 'undeploy', 'demo');
}, slowMs);
afterAll(() => fleet?.close());

/** A PC with a card: Mesa's device, which counts as one there. */
async function join(number: number): Promise<void> {
  const { name } = (await fleet.join(number, { softwareGpu: true })).pc;
  await fleet.office.until(`${name} has a card`, ({ machines }) =>
    machines.some((one) => one.name === name && one.gpus.some((gpu) => gpu.usable && gpu.backend === 'vulkan')),
  );
}

const model = (name: string) => fleet.office.state().then(({ models }) => models.find((one) => one.name === name));
const ready = (name: string, where: string) =>
  fleet.office.until(
    `${name} is ready on ${where}`,
    ({ models }) => models.some((one) => one.name === name && one.readyOn.join() === where),
    slowMs,
  );

it('a model of the catalogue is found with the PC that it fits on', { timeout: slowMs }, async () => {
  const found = await fleet.office.command('model', 'search', first);
  expect(found).toMatch(new RegExp(`${first} .*fits on pc1`));
});

it('that model is loaded once and answers on the PC that the plan names', { timeout: slowMs }, async () => {
  await fleet.office.command('model', 'deploy', `${first}:Q8_0`, '--replicas', '1', '--slots', '1-2');
  await ready(first, 'pc1');
  const view = await model(first);
  expect(view?.explanation).toContain('pc1 has');
  const replica = (await fleet.office.state()).machines.find(({ name }) => name === 'pc1')?.replicas[0];
  expect(replica).toMatchObject({ model: first, state: 'ready', gpuIds: [expect.stringMatching(/^vulkan/)] });
  expect(await fleet.askModel(first)).toEqual({ text: expect.stringContaining(answer), machine: 'pc1' });
});

it('a second deployment shares the card', { timeout: slowMs }, async () => {
  await fleet.office.command('model', 'get', `${second}:Q8_0`);
  await fleet.office.command('model', 'deploy', second, '--replicas', '1', '--slots', '1-2');
  await ready(second, 'pc1');
  expect(await fleet.askModel(second)).toEqual({ text: expect.stringContaining(answer), machine: 'pc1' });
  const gpus = (await fleet.office.state()).machines
    .find(({ name }) => name === 'pc1')
    ?.replicas.map((one) => one.gpuIds);
  expect(gpus).toHaveLength(2);
  expect(gpus?.[0]).toEqual(gpus?.[1]);
});

it('a third that cannot fit is refused with numbers and a remedy', { timeout: slowMs }, async () => {
  const { machines } = await fleet.office.state();
  const [card] = machines.find(({ name }) => name === 'pc1')?.gpus ?? [];
  const held = machines.flatMap(({ replicas }) => replicas).map(({ memory }) => Object.values(memory));
  const bytes = held.flat().reduce((sum, one) => sum + one, 0);
  // As much as runs, and a little.
  await fleet.office.command('machine', 'limit', 'pc1', card?.id ?? '', `${Math.ceil((bytes * 1.2) / 1024 ** 2)}MB`);
  await fleet.office.command('model', 'get', files['qwen2.5-3b-instruct']);
  const refused = await fleet.office.until('it is refused', ({ models }) =>
    models.find((one) => one.name === third && one.state === 'refused'),
  );
  expect(refused.problem?.reason).toMatch(/^Needs \d.* on one card, and at most .* of .* on pc1 are shared\.$/);
  expect(refused.problem?.action).toContain('Share more of that card');
  expect((await model(first))?.readyOn).toEqual(['pc1']);
});

it('what another PC would change is shown before, and it does so when it joins', { timeout: slowMs }, async () => {
  const said = await fleet.office.command('plan', '--what-if', 'add pc2 2GB', '--json');
  const { steps } = WhatIf.parse(JSON.parse(said));
  expect(steps.map(({ kind, model: which, machine }) => `${kind} ${which} ${machine}`)).toContain(`place ${third} pc2`);
  await join(2);
  await ready(third, 'pc2');
  expect(await fleet.askModel(third)).toEqual({ text: expect.stringContaining(answer), machine: 'pc2' });
  expect((await model(first))?.readyOn).toContain('pc1');
});

it('what a PC without its twin would mean is shown, and nothing is done', { timeout: slowMs }, async () => {
  const said = await fleet.office.command('plan', '--what-if', 'remove pc2');
  expect(said).toContain(`- ${third} leaves pc2. It runs nowhere then.`);
  expect(said).toContain('Nothing was done.');
  expect((await model(third))?.readyOn).toEqual(['pc2']);
});
