/** Journey: a large model goes to three PCs at once, of which one loses its cable and one its agent, while a fourth answers. */
import { createHash } from 'node:crypto';
import { copyFileSync, createReadStream, truncateSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoModel } from '../../common/demo-model.ts';
import { Imported } from '../../contract/library.ts';
import { demoFile } from '../support/engine/demo-spec.ts';
import type { RigAgent } from '../support/rig-agent.ts';
import { answer, pullCableFor, RigFleet } from '../support/rig-fleet.ts';
import { runOn } from '../support/run-on.ts';

const fileBytes = 1_000_000_000;
/** So slow that each copy can be disturbed in its middle. */
const lineMegabits = 400;
const receivers = ['pc1', 'pc2', 'pc3'];

let fleet: RigFleet;
/** Of the receivers. */
let agents: RigAgent[];
/** Milliseconds between tokens, before the copies. */
let quiet: number[];
beforeAll(async () => {
  fleet = await RigFleet.open();
  const joined = await Promise.all([1, 2, 3, 4].map((number) => fleet.join(number, { softwareGpu: number < 4 })));
  agents = joined.slice(0, receivers.length);
  await place(demoModel.name, 'cpu', ['pc4']);
  await fleet.office.until('pc4 answers alone', ({ models }) => models.some(({ readyOn }) => readyOn.join() === 'pc4'));
  quiet = [...(await fleet.streamGaps()), ...(await fleet.streamGaps())];
});
afterAll(() => fleet?.close());

/** Wishes for a replica of a model on each of these PCs, on their device of this kind. */
async function place(model: string, backend: string, on: readonly string[]): Promise<void> {
  const pins = await fleet.office.until('their devices are known', ({ machines }) => {
    const found = machines
      .filter(({ name }) => on.includes(name))
      .flatMap(({ id, gpus }) => {
        const gpu = gpus.find((one) => one.usable && one.backend === backend);
        return gpu ? [{ machineId: id, gpuId: gpu.id }] : [];
      });
    return found.length === on.length && found;
  });
  const replicas = { min: on.length, max: on.length };
  await fleet.office.control('PUT', `/control/deployments/${model}`, { pins, replicas, contextLength: 512 });
}

/** The demo model with nothing behind its tensors: another file, and it answers like the first. @returns where it is */
function layModel(): string {
  const file = path.join(fleet.rig.folder, 'large-Q8_0.gguf');
  copyFileSync(demoFile, file);
  truncateSync(file, fileBytes);
  return file;
}

const received = async ({ pc }: RigAgent): Promise<number> =>
  Number(await runOn(pc, 'cat', ['/sys/class/net/eth0/statistics/rx_bytes']));

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Waits until this part of the file has come to a PC, and more is to come. */
const partOn = ({ pc }: RigAgent, part: number) =>
  fleet.office.until(`${part} of it is on ${pc.name}`, ({ copies }) =>
    copies.some(({ machine, state, doneBytes }) => {
      return machine === pc.name && state === 'sending' && doneBytes > part * fileBytes;
    }),
  );

async function isOnItsWay({ pc }: RigAgent): Promise<boolean> {
  const { copies } = await fleet.office.state();
  return copies.some(({ machine, state }) => machine === pc.name && state === 'sending');
}

async function pullCableInMidCopy(agent: RigAgent): Promise<void> {
  await partOn(agent, 0.4);
  await pullCableFor(agent.pc, 5_000);
}

async function killInMidCopy(agent: RigAgent): Promise<void> {
  await partOn(agent, 0.4);
  agent.signal('SIGKILL');
  await agent.ended();
  agent.start();
}

const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(q * (values.length - 1))] ?? Number.NaN;

it('a large model comes whole to three PCs, sent hardly more than once, and another’s tokens go on', async ({
  annotate,
}) => {
  const [first, second, third] = agents as [RigAgent, RigAgent, RigAgent];
  for (const { pc } of agents) await pc.limitRate(lineMegabits);
  const file = layModel();
  const before = await Promise.all(agents.map(received));
  const { models } = Imported.parse(await fleet.office.control('POST', '/control/models/import', { path: file }));
  const model = models[0]?.name ?? '';
  await place(model, 'vulkan', receivers);

  const faults = Promise.all([pullCableInMidCopy(second), killInMidCopy(third)]);
  const gaps: number[] = [];
  await partOn(first, 0.1);
  do gaps.push(...(await fleet.streamGaps()));
  while (await isOnItsWay(first));
  await faults;
  await fleet.office.until('all three run it', ({ models: all }) =>
    all.some(({ name, readyOn }) => name === model && readyOn.toSorted().join() === receivers.join()),
  );

  const sha256 = await sha256Of(file);
  const there = agents.map(({ dataDir }) => path.join(dataDir, 'models', `${sha256}.gguf`));
  expect(await Promise.all(there.map(sha256Of))).toEqual([sha256, sha256, sha256]);
  const after = await Promise.all(agents.map(received));
  const times = after.map((bytes, at) => (bytes - (before[at] ?? 0)) / fileBytes);
  await annotate(`sent ${times.map((one) => one.toFixed(2)).join(', ')} × its size`);
  for (const one of times) expect(one).toBeLessThan(1.3);
  const { text, machine } = await fleet.askModel(model);
  expect(text).toContain(answer);
  expect(receivers).toContain(machine);
  const inWords = (q: number): string => `${quantile(quiet, q).toFixed(1)} → ${quantile(gaps, q).toFixed(1)} ms`;
  await annotate(`between tokens: half ${inWords(0.5)}, p99 ${inWords(0.99)}, of ${quiet.length} and ${gaps.length}`);
  // Faster than anybody reads; all of this office shares one processor.
  expect(quantile(gaps, 0.5)).toBeLessThan(50);
});
